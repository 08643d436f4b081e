import { createHash } from 'node:crypto';
import { sqlState } from './database.ts';

/**
 * Which statements keep their plan. Planning costs more than running what the
 * server asks most (a trending list: eight times), so a text that comes often
 * gets a name, under which PostgreSQL keeps it parsed and planned.
 */
export interface Plans {
  /** The name of a statement, or undefined while it is to be planned anew. */
  nameOf(text: string): string | undefined;
  /** A named statement was not there, or was another one. Too often, and nothing is named any more. */
  lost(): void;
}

/** A text is named when it has come so often … */
const OFTEN = 5;
/** … while there are fewer names than this: each costs the database memory on every connection. */
const MOST_NAMES = 100;
const MOST_COUNTED = 2000;
const MOST_LOST = 20;

export function createPlans(): Plans {
  const names = new Map<string, string>();
  const seen = new Map<string, number>();
  let lost = 0;
  return {
    nameOf(text) {
      if (lost > MOST_LOST) return undefined;
      const name = names.get(text);
      if (name !== undefined || names.size >= MOST_NAMES) return name;
      const times = (seen.get(text) ?? 0) + 1;
      if (times < OFTEN) {
        if (seen.size >= MOST_COUNTED) seen.clear();
        seen.set(text, times);
        return undefined;
      }
      seen.delete(text);
      // By its text: whoever shares the connection, one name never means two statements.
      const made = createHash('sha256').update(text).digest('base64url').slice(0, 32);
      names.set(text, made);
      return made;
    },
    lost: () => {
      lost++;
    },
  };
}

/**
 * True for the errors of a kept plan: forgotten by the connection (26000), made
 * there by somebody else (42P05), or of before a migration (0A000). Nothing was run.
 */
export function isLostPlan(error: unknown): boolean {
  const state = sqlState(error);
  return (
    state === '26000' ||
    state === '42P05' ||
    (state === '0A000' && error instanceof Error && /cached plan/.test(error.message))
  );
}
