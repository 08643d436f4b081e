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
    if (answer.value.disabled)
      return {
        code: 'model-disabled',
        severity: 'warning',
        message: `The Hub has disabled ${id}. Choose another model.`,
      };
    if (answer.value.gated !== false)
      return {
        code: 'model-gated',
        severity: 'info',
        message: `${id} is gated: accept its terms on its page on the Hub and sign in with "hf auth login" before you run the notebook.`,
      };
    return null;
  }
  const { kind, message } = answer.error;
  switch (kind) {
    case 'not-found':
      return {
        code: 'model-not-found',
        // A name without an organisation is more often a folder than a model that is gone.
        severity: id.includes('/') ? 'warning' : 'info',
        message: `${message} If it is a folder on this machine, write it as "./${id}".`,
      };
    case 'gated':
    case 'private':
      return { code: 'model-gated', severity: 'info', message };
    case 'disabled':
    case 'unsafe':
      return { code: 'model-disabled', severity: 'warning', message };
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
