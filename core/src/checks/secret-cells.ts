import type { Finding } from '../finding.ts';
import type { CheckedCell } from './cells.ts';
import { findSecrets, type SecretMatch } from './secrets.ts';

export const secretMessage = ({ kind, masked }: SecretMatch): string =>
  `A secret (${kind}: ${masked}) stands in this cell. Revoke it, and read it from the environment or with getpass instead.`;

/** Tokens and keys that stand in a cell. The finding never repeats them. */
export const checkSecrets = (cells: readonly CheckedCell[]): Finding[] =>
  cells.flatMap((cell) =>
    findSecrets(cell.source).map((match): Finding => ({
      code: 'secret',
      severity: 'error',
      message: secretMessage(match),
      cell: cell.id,
      line: cell.source.slice(0, match.from).split('\n').length,
    })),
  );
