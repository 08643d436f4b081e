/** Reading the data files of core, with errors that name the file. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const root = join(import.meta.dirname, '..');

/** Path below core, with slashes. */
export const below = (file: string): string => relative(root, file).replaceAll('\\', '/');

/** Files below a folder, in the order of their paths. */
export const filesBelow = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => join(folder, name))
    : [];

export function check<S extends z.ZodType>(schema: S, value: unknown, file: string): z.infer<S> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new Error(`${file} does not fit its schema:\n${z.prettifyError(result.error)}`);
  }
  return result.data;
}

export const readYaml = <S extends z.ZodType>(schema: S, file: string): z.infer<S> =>
  check(schema, parse(readFileSync(file, 'utf8')), below(file));

export function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
