/** A template file, and the YAML header that may stand at its top. */
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export interface TemplateFile {
  /** As error messages say it: relative to `core/`. */
  readonly file: string;
  /** The file's name without folder and ending. */
  readonly name: string;
  /** The header but for `let`; null where there is none. */
  readonly header: unknown;
  /** The header's `let`: words that stand for `__name__` and `{{name}}` in this template and the parts it takes. */
  readonly constants: Readonly<Record<string, string>>;
  readonly text: string;
  /** The line of the file that the text begins with. */
  readonly firstLine: number;
}

const HEADER = /^# ---\n([\s\S]*?)\n# ---\n/;
const ConstantsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/),
  z.union([z.string().regex(/^.*$/), z.number()]).transform(String),
);

/** Split a template file into header, constants and text. Throws when the header does not fit. */
export function readTemplate(source: string, file: string): TemplateFile {
  const name = basename(file, '.py');
  const found = HEADER.exec(source);
  if (!found?.[1]) return { file, name, header: null, constants: {}, text: source, firstLine: 1 };
  const header: unknown = parse(found[1].replace(/^# ?/gm, ''));
  const text = source.slice(found[0].length);
  const firstLine = found[0].split('\n').length;
  if (typeof header !== 'object' || header === null || !('let' in header)) {
    return { file, name, header, constants: {}, text, firstLine };
  }
  const { let: words, ...rest } = header;
  const constants = ConstantsSchema.safeParse(words);
  if (!constants.success) {
    throw new Error(`${file}: "let" in the header\n${z.prettifyError(constants.error)}`);
  }
  return { file, name, header: rest, constants: constants.data, text, firstLine };
}
