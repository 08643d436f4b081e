import type { z } from 'zod';
import { DIFFICULTIES, UI_COMPONENTS } from '../deck/shapes.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutRecipe, type RecipeFault } from '../findings/recipe.ts';
import { CARD_KEYS, RECIPE_VERSION, RecipeSchema, type CardKey, type Recipe } from './schema.ts';

export type Parsed =
  | { readonly recipe: Recipe; readonly findings?: undefined }
  | { readonly recipe?: undefined; readonly findings: readonly Finding[] };

/** What each card looks like, for whoever wrote one that does not fit. */
const EXPECTED: Readonly<Record<CardKey, string>> = {
  model_card: '{ "id": "organisation/name" }, with an optional "revision"',
  prompt_cards:
    '{ "pack": "id-of-a-pack" }, or { "prompts": [...] } with one to five prompts of at most 2000 characters',
  topic: '{ "id": "id-of-a-topic" }, or { "own": "a few words" } of at most 80 characters',
  difficulty: `one of ${DIFFICULTIES.join(', ')}`,
  ui_component: `one of ${UI_COMPONENTS.join(', ')}`,
};

/** Read a recipe from data that anybody may have written. Never throws. */
export function parseRecipe(value: unknown): Parsed {
  if (!isRecord(value)) {
    return { findings: [faulty({ wrong: 'kind', keys: CARD_KEYS, is: nameOf(value) })] };
  }
  const { version } = value;
  if (typeof version === 'number' && version > RECIPE_VERSION)
    return { findings: [newer(version)] };
  const result = RecipeSchema.safeParse(value);
  if (result.success) return { recipe: result.data };
  return { findings: describe(result.error, value) };
}

/** The finding for a recipe or a code that a later Alacard wrote. */
export const newer = (version: number): Finding =>
  aboutRecipe('recipe-newer', { version, known: RECIPE_VERSION });

/** One finding for each card, however much is wrong with it. */
function describe(error: z.ZodError, value: Record<string, unknown>): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<unknown>();
  for (const issue of error.issues) {
    const key = issue.path[0];
    if (told.has(key)) continue;
    told.add(key);
    if (issue.code === 'unrecognized_keys' && key === undefined) {
      findings.push(faulty({ wrong: 'fields', fields: issue.keys.slice(0, 5).map(quote) }));
    } else if (isCardKey(key)) {
      const card = { card: key, expected: EXPECTED[key] };
      findings.push(
        value[key] === undefined
          ? faulty({ wrong: 'missing', ...card })
          : faulty({ wrong: 'card', ...card, at: at(issue) }),
      );
    } else findings.push(faulty({ wrong: 'version', known: RECIPE_VERSION }));
  }
  return findings;
}

/** Where in the card, and what zod says, when that is more than "invalid input". */
function at(issue: z.core.$ZodIssue): string {
  const path = issue.path.slice(1).map(String).join('.');
  const says = issue.code === 'invalid_union' ? '' : issue.message;
  return [path && ` at "${path}"`, says && `: ${says.replace(/\.$/, '')}`].join('');
}

const faulty = (fault: RecipeFault): Finding => aboutRecipe('recipe-invalid', fault);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCardKey = (key: unknown): key is CardKey => CARD_KEYS.some((one) => one === key);

const nameOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;

/** Names that others chose: short, and safe to show on one line. */
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
