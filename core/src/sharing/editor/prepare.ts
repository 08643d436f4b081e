import { aboutSharing } from '../../findings/sharing.ts';
import { accessFindings } from '../../hub/access-findings.ts';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { z } from 'zod';
import { hasError, type Finding } from '../../findings/finding.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { parseRecipe } from '../../recipe/parse.ts';
import type { Recipe } from '../../recipe/schema.ts';
import { TitleSchema } from '../fields.ts';
import {
  findNotebookSecrets,
  joined,
  parseIpynb,
  readIpynb,
  type Cell,
  type Ipynb,
} from '../ipynb.ts';
import {
  RemixOfSchema,
  SharedMarkSchema,
  type RemixOf,
  type SharedMark,
} from '../../ipynb/marks.ts';

/** What would be sent, and what the notebook says about itself. */
export interface ShareDraft {
  /** Text of the .ipynb file. */
  readonly text: string;
  readonly recipe: Recipe;
  /** Pipeline tag of the model. */
  readonly task: string | null;
  /** Licence id of the model, where its facts were given. */
  readonly modelLicence: string | null;
  readonly suggestedTitle: string;
  /** Where it was shared before. */
  readonly shared: SharedMark | null;
  readonly remixOf: RemixOf | null;
}

export interface PrepareOptions {
  readonly outputs: 'keep' | 'strip';
  /** Facts of the notebook's model, when the Hub could be asked. */
  readonly facts?: ModelFacts | null;
}

/** What Alacard writes into a notebook's metadata, as far as sharing needs it. */
const AlacardSchema = z.looseObject({
  recipe: z.unknown(),
  model: z
    .object({
      task: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/)
        .nullable()
        .catch(null),
    })
    .catch({ task: null }),
  shared: SharedMarkSchema.nullable().catch(null).default(null),
  remix_of: RemixOfSchema.nullable().catch(null).default(null),
});

const readAlacard = (ipynb: unknown): z.infer<typeof AlacardSchema> | undefined =>
  z.object({ metadata: z.object({ alacard: AlacardSchema }) }).safeParse(ipynb).data?.metadata
    .alacard;

/** What a notebook says about its own sharing, before anything is prepared. */
export function sharedMarks(ipynb: unknown): Pick<ShareDraft, 'shared' | 'remixOf'> {
  const alacard = readAlacard(ipynb);
  return { shared: alacard?.shared ?? null, remixOf: alacard?.remix_of ?? null };
}

/** The id of the model a notebook was made for and its revision, to ask the Hub about it. */
export function sharedModel(ipynb: unknown): { id: string; revision: string | undefined } | null {
  const { recipe } = parseRecipe(readAlacard(ipynb)?.recipe);
  return recipe ? { id: recipe.model_card.id, revision: recipe.model_card.revision } : null;
}

/**
 * Notebook JSON (nbformat 4, as the editor holds it) -> what would be sent, or
 * the findings that stand in the way: no recipe, a secret, too big, invalid.
 * Warnings (licence, gating) come with a draft.
 */
export function prepareShare(
  ipynb: unknown,
  { outputs, facts = null }: PrepareOptions,
): { readonly draft: ShareDraft | null; readonly findings: readonly Finding[] } {
  // Size is looked at below: outputs that are stripped do not count.
  // In a list: what is nothing in JSON, such as undefined, is null there.
  const [copy] = JSON.parse(JSON.stringify([ipynb])) as unknown[];
  const read = readIpynb(copy);
  if (!read.ok) return { draft: null, findings: read.findings };
  const alacard = AlacardSchema.safeParse(read.notebook.metadata['alacard']).data;
  if (!alacard) return refused(aboutSharing('no-recipe'));
  const { recipe, findings: unreadable = [] } = parseRecipe(alacard.recipe);
  if (!recipe) return { draft: null, findings: unreadable };

  const notebook = asShared(read.notebook, outputs);
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  const checked = parseIpynb(text, new TextEncoder().encode(text).length);
  if (!checked.ok) return { draft: null, findings: checked.findings };
  const findings = [...findNotebookSecrets(notebook), ...(facts ? accessFindings(facts) : [])];
  if (hasError(findings)) return { draft: null, findings };
  const draft: ShareDraft = {
    text,
    recipe,
    task: facts?.task ?? alacard.model.task,
    modelLicence: facts?.licence ?? null,
    suggestedTitle: titleOf(notebook) ?? recipe.model_card.id,
    shared: alacard.shared,
    remixOf: alacard.remix_of,
  };
  return { draft, findings };
}

const refused = (finding: Finding) => ({ draft: null, findings: [finding] });

type Json = Readonly<Record<string, unknown>>;

const without = (json: Json, ...keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)));

/** The notebook without what is only of use where it was made. */
function asShared(notebook: Ipynb, outputs: PrepareOptions['outputs']): Ipynb {
  const strip = outputs === 'strip';
  const alacard = z.looseObject({}).parse(notebook.metadata['alacard']);
  return {
    ...notebook,
    metadata: {
      ...without(notebook.metadata, ...(strip ? ['widgets'] : [])),
      // Where it was shared before: with that in it, no version would equal another.
      alacard: without(alacard, 'shared'),
    },
    cells: notebook.cells.map((cell) => cellAsShared(cell, strip)),
  };
}

function cellAsShared(cell: Cell, strip: boolean): Cell {
  // Whether cells are trusted is for each reader to say.
  const metadata = without(cell.metadata, 'trusted', ...(strip ? ['execution'] : []));
  return cell.cell_type === 'code' && strip
    ? { ...cell, metadata, outputs: [], execution_count: null }
    : { ...cell, metadata };
}

/** The first heading, as plain text. */
function titleOf({ cells }: Ipynb): string | null {
  const first = cells.find(({ cell_type }) => cell_type === 'markdown');
  if (!first) return null;
  const heading = fromMarkdown(joined(first.source)).children.find(
    ({ type }) => type === 'heading',
  );
  const text = heading ? toString(heading).replace(/\s+/g, ' ').trim().slice(0, 120) : '';
  return TitleSchema.safeParse(text).data ?? null;
}
