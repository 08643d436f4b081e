import type { Finding } from '../finding.ts';
import type { CheckedCell } from './cells.ts';
import { findSecrets } from './secrets.ts';

/** Tokens and keys that stand in a cell. The finding never repeats them. */
export const checkSecrets = (cells: readonly CheckedCell[]): Finding[] =>
  cells.flatMap((cell) =>
    findSecrets(cell.source).map((match): Finding => ({
      code: 'secret',
      severity: 'error',
      message: `A secret (${match.kind}: ${match.masked}) stands in this cell. Revoke it, and read it from the environment or with getpass instead.`,
      cell: cell.id,
      line: cell.source.slice(0, match.from).split('\n').length,
    })),
  );
