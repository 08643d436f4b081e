import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { RuleFileSchema, type RuleData, type RuleFile } from '../src/rules/schema.ts';

export interface ReadRule {
  readonly file: RuleFile;
  readonly data: RuleData;
  /** Where it stands, from the root of the repository. */
  readonly path: string;
}

/** How people write the name of a folder's distribution. */
const distributionOf = (library: string): string =>
  library === 'huggingface-hub' ? 'huggingface_hub' : library;

const LIBRARIES = join(import.meta.dirname, '../libraries');

/** One rule out of the text of its file; throws with the place that does not fit. */
export function readRule(library: string, name: string, text: string): ReadRule {
  const path = `core/libraries/${library}/rules/${name}.yaml`;
  const result = RuleFileSchema.safeParse(parse(text));
  if (!result.success)
    throw new Error(`${path} does not fit its schema:\n${z.prettifyError(result.error)}`);
  const data: Record<string, unknown> = {
    id: `${library}-${name}`,
    library: distributionOf(library),
  };
  for (const [key, value] of Object.entries(result.data))
    if (key !== 'cases' && key !== 'not') data[key] = value;
  // SAFETY: everything the schema has but for the cases, with an id and a library.
  return { file: result.data, data: data as unknown as RuleData, path };
}

/** Every rule of the shelf, by library and name. */
export const readRules = (): ReadRule[] =>
  readdirSync(LIBRARIES, { recursive: true, encoding: 'utf8' })
    .map((file) => /^([^/\\]+)[/\\]rules[/\\](.+)\.yaml$/.exec(file))
    .filter((match) => match !== null)
    .map(([file, library = '', name = '']): [string, string, string] => [file, library, name])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, library, name]) =>
      readRule(library, name, readFileSync(join(LIBRARIES, file), 'utf8')),
    );
