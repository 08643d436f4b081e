/** Well-known models and what must be true of their notebooks, as data: `hub/*.yaml`. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { DIFFICULTIES, UI_COMPONENTS } from '../../core/src/deck/shapes.ts';

const Argument = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ chat: z.string() }),
  /** `{mask}` stands for the model's own mask token. */
  z.strictObject({ blank: z.string().includes('{mask}') }),
  z.strictObject({ list: z.array(z.string()) }),
  z.strictObject({ picture: z.enum(['china.jpg', 'flower.jpg']) }),
  z.strictObject({ sound: z.string() }),
  z.strictObject({ table: z.record(z.string(), z.array(z.string())) }),
  z.strictObject({ series: z.array(z.number()) }),
  z.strictObject({ seed: z.int() }),
]);

const Must = z.strictObject({
  /** The arguments of `predict`, in order. */
  give: z.array(Argument).min(1),
  /** A pattern (whatever its case) found in what a reader sees first of the result. */
  see: z.string().refine((text) => {
    try {
      new RegExp(text, 'iu');
      return true;
    } catch {
      return false;
    }
  }, 'must be a pattern'),
  shorter: z.boolean().optional(),
  varied: z.boolean().optional(),
  /** Least and longest playing time. */
  seconds: z.tuple([z.number(), z.number()]).optional(),
});

const Row = z.strictObject({
  id: z.string(),
  level: z.enum(DIFFICULTIES),
  ui: z.enum(UI_COMPONENTS).optional(),
  must: z.array(Must).min(1).optional(),
  at_least: z.number().optional(),
});

const File = z.strictObject({
  must: z.array(Must),
  /** Share of `must` that has to hold. */
  at_least: z.number().default(1),
  models: z.array(Row).min(1),
});

export interface Famous extends Omit<z.infer<typeof Row>, 'must' | 'at_least'> {
  readonly group: string;
  readonly must: readonly z.infer<typeof Must>[];
  readonly at_least: number;
}

/** All of them, by the names of their files. Throws on a model that nothing is expected of, or that stands twice. */
export function readFamous(folder = join(import.meta.dirname, 'hub')): readonly Famous[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const all = files.sort().flatMap((name): Famous[] => {
    const {
      must,
      at_least: share,
      models,
    } = File.parse(parse(readFileSync(join(folder, name), 'utf8')));
    return models.map((row) => ({
      ...row,
      group: basename(name, '.yaml'),
      must: row.must ?? must,
      at_least: row.at_least ?? share,
    }));
  });
  const seen = new Set<string>();
  for (const { id, must } of all) {
    if (must.length === 0) throw new Error(`nothing is expected of ${id}`);
    if (seen.has(id)) throw new Error(`${id} stands twice`);
    seen.add(id);
  }
  return all;
}
