import { aboutModel } from '../../findings/model.ts';
import { ModelIdSchema } from '../../recipe/schema.ts';
import type { ModelAnswer } from '../model.ts';
import type { ModelPlace } from '../model-places.ts';
import type { CellFinding } from '../notebook.ts';
import { modelPlacesOf, type CellReading, type NotebookReading } from '../reading.ts';

/** True where the string can only name a model of the Hub. */
const isModelId = (reading: NotebookReading, place: ModelPlace): boolean =>
  (place.certain || place.id.includes('/')) &&
  !reading.folders.has(place.id) &&
  ModelIdSchema.safeParse(place.id).success;

/** Ids whose facts the findings need, without duplicates. */
export const modelIdsOf = (reading: NotebookReading): string[] => [
  ...new Set(
    reading.cells.flatMap((cell) =>
      modelPlacesOf(reading, cell)
        .filter((place) => isModelId(reading, place))
        .map((place) => place.id),
    ),
  ),
];

type Said = Pick<CellFinding, 'code' | 'severity' | 'message'>;

function said(id: string, answer: ModelAnswer): Said | null {
  if (answer.ok) {
    if (answer.value.disabled) return aboutModel('model-disabled', { id }, 'warning');
    return answer.value.gated === false ? null : aboutModel('model-gated', { id }, 'info');
  }
  const { kind, message: explained } = answer.error;
  switch (kind) {
    case 'not-found':
      return aboutModel(
        'model-not-found',
        { id, explained },
        id.includes('/') ? 'warning' : 'info',
      );
    case 'gated':
    case 'private':
      return aboutModel('model-gated', { id, explained }, 'info');
    case 'disabled':
    case 'unsafe':
      return aboutModel('model-disabled', { id, explained }, 'warning');
    default:
      // Offline, too many requests, no answer: nothing is known, so nothing is said.
      return null;
  }
}

/** Models that do not exist, are gated or disabled, as far as `known` can tell without asking. */
export function modelFindings(
  reading: NotebookReading,
  known: (id: string) => ModelAnswer | undefined,
): CellFinding[] {
  return reading.cells.flatMap((one: CellReading) =>
    modelPlacesOf(reading, one).flatMap((place): CellFinding[] => {
      const answer = isModelId(reading, place) ? known(place.id) : undefined;
      const finding = answer && said(place.id, answer);
      if (!finding) return [];
      return [{ ...finding, cell: one.cell.uri, from: place.from, to: place.to, fixes: [] }];
    }),
  );
}
