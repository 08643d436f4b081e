import type { Recipe } from '../recipe/schema.ts';
import type { RemixOf } from './marks.ts';
import { VERSION } from '../version.ts';
import type { Plan, PlanCell } from './plan-types.ts';

/** nbformat 4.5, as far as Alacard writes it. Source: nbformat.v4.5.schema.json. */
export interface NotebookCell {
  readonly cell_type: 'markdown' | 'code';
  readonly id: string;
  readonly metadata: { readonly alacard: CellMetadata };
  readonly source: string;
  readonly outputs?: readonly [];
  readonly execution_count?: null;
}

export interface CellMetadata {
  readonly section: string;
  readonly role: string;
  readonly origin: string;
  /** `sourceHash` of the source as generated: tells whether the user changed it. */
  readonly hash: string;
}

export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: {
    readonly alacard: {
      readonly schema: 1;
      readonly version: string;
      readonly recipe: Recipe;
      readonly model: Plan['model'];
      readonly adapter: string;
      readonly remix_of?: RemixOf;
    };
    readonly kernelspec: { display_name: string; language: string; name: string };
    readonly language_info: { name: string };
  };
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
}

/**
 * 16 hex digits that change when a source changes: two 32-bit FNV-1a hashes over
 * UTF-16 units, from different starts. Tells edits apart; no defence against forgery.
 */
export function sourceHash(source: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  const hex = (one: number): string => (one >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b);
}

function toCell(cell: PlanCell): NotebookCell {
  const metadata = {
    alacard: {
      section: cell.section,
      role: cell.role,
      origin: cell.origin,
      hash: sourceHash(cell.source),
    },
  };
  return cell.kind === 'markdown'
    ? { cell_type: 'markdown', id: cell.id, metadata, source: cell.source }
    : {
        cell_type: 'code',
        execution_count: null,
        id: cell.id,
        metadata,
        outputs: [],
        source: cell.source,
      };
}

export const toNotebook = (plan: Plan): Notebook => ({
  cells: plan.cells.map(toCell),
  metadata: {
    alacard: {
      schema: 1,
      version: VERSION,
      recipe: plan.recipe,
      model: plan.model,
      adapter: plan.adapter,
      ...(plan.remixOf === null ? {} : { remix_of: plan.remixOf }),
    },
    kernelspec: { display_name: 'Python 3 (ipykernel)', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  },
  nbformat: 4,
  nbformat_minor: 5,
});

/** The file's text: one space of indentation and a final newline, as Jupyter writes it. */
export const notebookText = (notebook: Notebook): string =>
  `${JSON.stringify(notebook, null, 1)}\n`;
