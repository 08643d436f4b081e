import { type NotebookSummary, RecipeSchema, LicenceSchema } from '@alacard/core/sharing';
import type { Recipe } from '@alacard/core/sharing';
import type { Keyring } from './keyring.ts';

/** What is sealed of a private notebook, beside its files. */
export interface OpenFields {
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  readonly recipe: Recipe;
  readonly task: string | null;
  readonly model_licence: string | null;
}

/** A notebook with its counts and its author, as `NOTEBOOK` selects it. */
export interface NotebookRow {
  readonly id: string;
  readonly share_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly user_id: string | null;
  readonly manage_hash: Uint8Array | null;
  readonly state: 'live' | 'withheld' | 'deleted';
  readonly is_public: boolean;
  readonly official: boolean;
  /** The newest that is shown. */
  readonly version: number;
  /** The newest there ever was. */
  readonly last_version: number;
  /** Versions that are hidden or deleted. */
  readonly gone: readonly number[];
  readonly title: string | null;
  readonly description: string | null;
  readonly licence: string | null;
  readonly recipe: unknown;
  readonly task: string | null;
  readonly model_licence: string | null;
  readonly sealed: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
  readonly key_id: string | null;
  readonly parent_id: string | null;
  readonly parent_share_id: string | null;
  readonly parent_version: number | null;
  readonly parent_title: string | null;
  readonly parent_author: string | null;
  readonly parent_licence: string | null;
  readonly root_id: string;
  readonly depth: number;
  readonly author: string | null;
  readonly views: number;
  readonly downloads: number;
  readonly remixes: number;
  readonly runs_ok: number;
  readonly runs_failed: number;
}

const COLUMNS = `n.id, n.share_id, n.created_at, n.updated_at, n.user_id, n.manage_hash, n.state,
  n.is_public, n.official, n.version, n.last_version, n.gone, n.title, n.description, n.licence, n.recipe, n.task,
  n.model_licence, n.sealed, n.wrapped, n.key_id, n.parent_id, n.parent_share_id,
  n.parent_version, n.parent_title, n.parent_author, n.parent_licence, n.root_id, n.depth,
  p.name as author, c.views, c.downloads, c.remixes, c.runs_ok, c.runs_failed`;

const BESIDE = `join notebook_counts c on c.notebook_id = n.id left join people p on p.id = n.user_id`;

/** `select … from notebooks` with everything a NotebookRow needs; add `where`. */
export const NOTEBOOK = `select ${COLUMNS} from notebooks n ${BESIDE}`;
export const NOTEBOOK_COLUMNS = COLUMNS;

/**
 * The same for the few rows of `notebooks n` that conditions, order and limit leave:
 * counts and authors are looked up for them alone.
 */
export const fewNotebooks = (where: string, order: string, limit: number): string =>
  `with n as materialized (select n.* from notebooks n ${where} order by ${order} limit ${limit})
  select ${COLUMNS} from n ${BESIDE} order by ${order}`;

/** The fields in the open, or out of the envelope. */
export function openFields(row: NotebookRow, keyring: Keyring): OpenFields {
  if (row.sealed !== null && row.wrapped !== null && row.key_id !== null) {
    const key = keyring.openKey(row.key_id, row.wrapped, row.id);
    // SAFETY: written by `seal` below and authenticated by its envelope.
    return JSON.parse(key.open(row.sealed, 'fields')) as OpenFields;
  }
  if (row.title === null || row.licence === null) {
    throw new Error(`notebook ${row.id} (${row.state}) has neither open nor sealed fields`);
  }
  return {
    title: row.title,
    description: row.description ?? '',
    licence: row.licence,
    recipe: RecipeSchema.parse(row.recipe),
    task: row.task,
    model_licence: row.model_licence,
  };
}

/** Columns derived from a recipe, for filters. */
export function facetsOf(recipe: Recipe): {
  readonly model: string;
  readonly revision: string | null;
  readonly topic: string;
  readonly difficulty: string;
  readonly component: string;
} {
  return {
    model: recipe.model_card.id,
    revision: recipe.model_card.revision ?? null,
    topic: 'id' in recipe.topic ? recipe.topic.id : 'own',
    difficulty: recipe.difficulty,
    component: recipe.ui_component,
  };
}

/** What a list shows in the place of a notebook whose key is not here: the others are shown as always. */
function unreadable(row: NotebookRow): OpenFields {
  return {
    title: 'A private notebook that cannot be opened now',
    description: `The server does not have the key "${row.key_id ?? ''}" it is sealed with. It is kept; the operator has to put the key back.`,
    licence: 'MIT',
    recipe: {
      version: 1,
      model_card: { id: 'sealed/sealed' },
      prompt_cards: { prompts: ['sealed'] },
      topic: { id: 'sealed' },
      difficulty: 'beginner',
      ui_component: 'api',
    },
    task: null,
    model_licence: null,
  };
}

/** The notebook as the API lists it. */
export function summaryOf(row: NotebookRow, keyring: Keyring, publicUrl: string): NotebookSummary {
  const isSealed = row.key_id !== null && !keyring.has(row.key_id);
  const fields = isSealed ? unreadable(row) : openFields(row, keyring);
  return {
    share_id: row.share_id,
    title: fields.title,
    description: fields.description,
    author: { name: row.author },
    recipe: fields.recipe,
    task: fields.task,
    licence: LicenceSchema.parse(fields.licence),
    model_licence: fields.model_licence,
    version: row.version,
    is_public: row.is_public,
    official: row.official,
    forked_from:
      row.parent_share_id === null || row.parent_version === null
        ? null
        : {
            share_id: row.parent_share_id,
            version: row.parent_version,
            title: row.parent_title,
            author: row.parent_author,
            licence: row.parent_licence,
          },
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    notebook_url: `${publicUrl}/n/${row.share_id}`,
    metrics: {
      view_count: row.views,
      download_count: row.downloads,
      remix_count: row.remixes,
      runs_ok: row.runs_ok,
      runs_failed: row.runs_failed,
    },
  };
}
