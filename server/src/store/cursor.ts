import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** Cursors: the sort value and the id of the last row seen, opaque to clients. */
const CursorSchema = z.tuple([z.union([z.number(), z.string().max(64)]), z.uuid()]);
export type Cursor = z.infer<typeof CursorSchema>;

export const writeCursor = (value: number | Date, id: string): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url');

function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    return CursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw badCursor();
  }
}

const badCursor = (): Refusal =>
  new Refusal('invalid-request', 'The cursor is not one of this server. Start again without it.', {
    errors: [{ pointer: '/cursor', detail: 'not a cursor of this server' }],
  });

const LATEST = Date.UTC(10_000, 0);

/** A cursor of a list sorted by time. */
export function timeCursor(text: string | undefined): readonly [Date, string] | null {
  const cursor = readCursor(text);
  if (cursor === null) return null;
  const time = new Date(cursor[0]);
  // Dates of this server's own time; databases know neither year 0 nor 275,760.
  if (!(time.getTime() >= 0 && time.getTime() < LATEST)) throw badCursor();
  return [time, cursor[1]];
}

/** A cursor of a list sorted by a number. */
export function numberCursor(text: string | undefined): readonly [number, string] | null {
  const cursor = readCursor(text);
  if (cursor === null) return null;
  const [value, id] = cursor;
  if (typeof value !== 'number') throw badCursor();
  return [value, id];
}

/** A cursor of a list sorted by a whole number, such as a count. */
export function countCursor(text: string | undefined): readonly [number, string] | null {
  const cursor = numberCursor(text);
  if (cursor !== null && !(Number.isSafeInteger(cursor[0]) && cursor[0] >= 0)) throw badCursor();
  return cursor;
}

/** One page of rows: `rows` holds one more than `limit` when there is a next page. */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}
