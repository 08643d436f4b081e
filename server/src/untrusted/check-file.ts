import {
  findNotebookSecrets,
  parseIpynb,
  problem,
  type Ipynb,
  type Problem,
} from '@alacard/core/sharing';
import { sha256 } from '../store/identifiers.ts';
import { pack } from '../store/packed.ts';
import { hashOfSources } from './sources.ts';

/** What is known of a file that may be shared, worked out where it is read. */
export interface CheckedFile {
  /** SHA-256 of its UTF-8, hex. */
  readonly sha256: string;
  /** SHA-256 of the sources, hex; null when there is too little of them. */
  readonly sources: string | null;
  /** Of its UTF-8. */
  readonly bytes: number;
  /** As it is kept (store/packed.ts). */
  readonly packed: Uint8Array<ArrayBuffer>;
}

export type FileCheck =
  | { readonly ok: true; readonly file: CheckedFile }
  | { readonly ok: false; readonly problem: Problem };

/** Whether a text can be shared, by what it is known again, and how it is kept. */
export function checkFile(ipynb: string): FileCheck {
  const { notebook, problem: found } = read(ipynb);
  if (found !== null) return { ok: false, problem: found };
  return {
    ok: true,
    file: {
      sha256: sha256(ipynb),
      sources: hashOfSources(notebook),
      bytes: Buffer.byteLength(ipynb),
      packed: pack(ipynb),
    },
  };
}

/** The notebook, or why it cannot be shared: it is none, or carries a secret. Values are never shown. */
function read(
  ipynb: string,
): { notebook: Ipynb; problem: null } | { notebook: null; problem: Problem } {
  const refused = (found: Problem) => ({ notebook: null, problem: found });
  if (!ipynb.isWellFormed()) {
    return refused(
      problem(
        'invalid-notebook',
        'The notebook contains halves of characters. Save it as UTF-8 and try again.',
      ),
    );
  }
  const parsed = parseIpynb(ipynb, Buffer.byteLength(ipynb));
  if (!parsed.ok) {
    return refused(
      problem('invalid-notebook', parsed.findings[0]?.message ?? 'Not a notebook.', {
        findings: [...parsed.findings],
      }),
    );
  }
  const secrets = findNotebookSecrets(parsed.notebook);
  if (secrets.length === 0) return { notebook: parsed.notebook, problem: null };
  return refused(
    problem('secret-found', `${secrets[0]?.message ?? ''} Nothing was saved.`, {
      findings: secrets.slice(0, 20).map(({ code, message, cell }) => ({
        code,
        message,
        ...(cell === undefined ? {} : { cell }),
      })),
    }),
  );
}
