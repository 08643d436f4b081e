/**
 * Which cells of a notebook are not what they were, named by section and role,
 * and the reasons for it: core/old/kinds.yaml. Of the old notebooks only hashes
 * are kept (core/old/cells.json), made by `manifest.ts --cells FOLDER` from what
 * `manifest.ts --texts FOLDER` writes in a checkout of the old commit.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const NotebookSchema = z.object({
  cells: z.array(
    z.object({
      source: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]),
      metadata: z.object({
        alacard: z
          .object({ section: z.string().default('?'), role: z.string().default('?') })
          .default({ section: '?', role: '?' }),
      }),
    }),
  ),
});
const CellsSchema = z.object({
  /** `section/role`, each named by its place in this list. */
  roles: z.array(z.string()),
  /** Of each notebook, `place:hash` for each cell, in their order. */
  notebooks: z.record(z.string(), z.string()),
});
/** The cells that a change reached, brought or took: `section/role`. */
const reached = z.array(z.string().regex(/^[\w-]+\/[\w-]+$/)).min(1);
const KindsSchema = z.array(
  z.union([
    z.strictObject({
      /** What was done to the product, in a sentence. */
      reason: z.string(),
      cells: reached,
      /** What such a cell holds today: else this is not the reason. */
      shows: z.string().transform((source) => new RegExp(source)),
    }),
    z.strictObject({
      reason: z.string(),
      cells: reached,
      /** Today has no such cell. */
      gone: z.literal(true),
    }),
  ]),
);
type Kinds = z.infer<typeof KindsSchema>;
/** Hashes of cells, or their texts, by their section and role. */
type Cells = ReadonlyMap<string, string>;

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 8);

const joined = (text: string, written: (source: string) => string): Cells => {
  const cells = new Map<string, string>();
  for (const { source, metadata } of NotebookSchema.parse(JSON.parse(text)).cells) {
    const name = `${metadata.alacard.section}/${metadata.alacard.role}`;
    cells.set(name, `${cells.get(name) ?? ''}${written(source)}`);
  }
  return cells;
};
export const cellsOf = (text: string): Cells => joined(text, hashOf);
/** The cells of a notebook as they stand. */
export const textsOf = (text: string): Cells => joined(text, (source) => `${source}\n`);

/** Folders of notebooks as the text of cells.json. */
export function packCells(notebooks: ReadonlyMap<string, string>): string {
  const roles: string[] = [];
  const rows = [...notebooks].map(([name, text]) => {
    const cells = [...cellsOf(text)].map(([role, hash]) => {
      if (!roles.includes(role)) roles.push(role);
      return `${roles.indexOf(role)}:${hash}`;
    });
    return `${JSON.stringify(name)}: ${JSON.stringify(cells.join(' '))}`;
  });
  return `{"roles": ${JSON.stringify(roles)},\n"notebooks": {\n${rows.join(',\n')}\n}}\n`;
}

export const notebooksIn = (folder: string, name: (file: string) => string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ipynb'))
    .sort()
    .map((file) => [name(file), readFileSync(join(folder, file), 'utf8')] as const);

export function readCells(file: string): ReadonlyMap<string, Cells> {
  const { roles, notebooks } = CellsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    Object.entries(notebooks).map(([name, packed]) => [
      name,
      new Map(
        packed.split(' ').map((one): [string, string] => {
          const [place = '', hash = ''] = one.split(':');
          return [roles[Number(place)] ?? '', hash];
        }),
      ),
    ]),
  );
}

export const readKinds = (file: string): Kinds =>
  KindsSchema.parse(parse(readFileSync(file, 'utf8')));

/**
 * Places of the reasons for what differs, and the cells that no kind names.
 * @param texts the cells as they stand today.
 */
export function reasonsFor(
  was: Cells,
  is: Cells,
  texts: Cells,
  kinds: Kinds,
): { readonly reasons: readonly number[]; readonly unnamed: readonly string[] } {
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
    (name) => was.get(name) !== is.get(name),
  );
  const kindsOf = (name: string): number[] =>
    [...kinds.keys()].filter((at) => {
      const kind = kinds[at];
      if (!kind?.cells.includes(name)) return false;
      return 'gone' in kind ? !is.has(name) : kind.shows.test(texts.get(name) ?? '');
    });
  return {
    reasons: [...new Set(changed.flatMap(kindsOf))].sort((a, b) => a - b),
    unnamed: changed.filter((name) => kindsOf(name).length === 0),
  };
}
