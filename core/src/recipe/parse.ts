import type { z } from 'zod';
import { DIFFICULTIES, UI_COMPONENTS } from '../deck/shapes.ts';
import type { Finding } from '../finding.ts';
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
    return invalid(
      `A recipe is a JSON object with ${CARD_KEYS.map((key) => `"${key}"`).join(', ')}; this is ${nameOf(value)}.`,
    );
  }
  const { version } = value;
  if (typeof version === 'number' && version > RECIPE_VERSION)
    return { findings: [newer(version)] };
  const result = RecipeSchema.safeParse(value);
  if (result.success) return { recipe: result.data };
  return { findings: describe(result.error, value) };
}

/** The finding for a recipe or a code that a later Alacard wrote. */
export const newer = (version: number): Finding => ({
  code: 'recipe-newer',
  severity: 'error',
  message: `This recipe was made by a newer Alacard (recipe version ${version}; this one reads up to ${RECIPE_VERSION}). Update Alacard to open it.`,
});

/** One finding for each card, however much is wrong with it. */
function describe(error: z.ZodError, value: Record<string, unknown>): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<unknown>();
  for (const issue of error.issues) {
    const key = issue.path[0];
    if (told.has(key)) continue;
    told.add(key);
    if (issue.code === 'unrecognized_keys' && key === undefined) {
      findings.push(
        finding(`A recipe has no field ${issue.keys.map(quote).join(', ')}. Remove it.`),
      );
    } else if (isCardKey(key)) {
      const problem =
        value[key] === undefined
          ? `The recipe has no card "${key}".`
          : `The card "${key}" of the recipe cannot be used${at(issue)}.`;
      findings.push(finding(`${problem} Expected ${EXPECTED[key]}.`));
    } else {
      findings.push(
        finding(
          `The recipe's "version" has to be ${RECIPE_VERSION}, or absent. Correct it and try again.`,
        ),
      );
    }
  }
  return findings;
}

/** Where in the card, and what zod says, when that is more than "invalid input". */
function at(issue: z.core.$ZodIssue): string {
  const path = issue.path.slice(1).map(String).join('.');
  const says = issue.code === 'invalid_union' ? '' : issue.message;
  return [path && ` at "${path}"`, says && `: ${says.replace(/\.$/, '')}`].join('');
}

const finding = (message: string): Finding => ({
  code: 'recipe-invalid',
  severity: 'error',
  message,
});

const invalid = (message: string): Parsed => ({ findings: [finding(message)] });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCardKey = (key: unknown): key is CardKey => CARD_KEYS.some((one) => one === key);

const nameOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `of type ${typeof value}`;

/** Names that others chose: short, and safe to show on one line. */
const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
