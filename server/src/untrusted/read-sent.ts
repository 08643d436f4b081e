import type { Problem } from '@alacard/core/sharing';
import { sha256 } from '../store/identifiers.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import { readBody } from './read-body.ts';

/** A request whose file, if it carries one, is checked already. */
export interface Sent {
  /** In the place of the file's text, its hash: megabytes stay where they were read. */
  readonly body: unknown;
  readonly file: FileCheck | null;
}

export type SentResult =
  ({ readonly ok: true } & Sent) | { readonly ok: false; readonly problem: Problem };

/** Reads the JSON of a request, and checks the file in it (`ipynb`). */
export function readSent(bytes: Uint8Array): SentResult {
  const read = readBody(bytes);
  if (!read.ok) return read;
  const text = fileIn(read.body);
  // What is too short to be a file is refused with the rest of the body.
  if (text === null || text.length < 2) return { ...read, file: null };
  const file = checkFile(text);
  const hash = file.ok ? file.file.sha256 : sha256(text);
  return { ok: true, body: { ...Object(read.body), ipynb: `sha256:${hash}` }, file };
}

const fileIn = (body: unknown): string | null =>
  typeof body === 'object' && body !== null && 'ipynb' in body && typeof body.ipynb === 'string'
    ? body.ipynb
    : null;
