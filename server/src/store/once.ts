import { one, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';

/** What makes two calls the same call. */
export interface Intent {
  /** Keyed hash of the person or address. */
  readonly actor: Uint8Array;
  readonly key: string;
  readonly endpoint: string;
  /** Hash of everything that was asked. */
  readonly requestSha256: string;
}

/** The stored result of an earlier call with this key, if it is done. */
export async function earlier<Result extends object>(
  sql: Sql,
  intent: Intent | null,
): Promise<Result | null> {
  if (intent === null) return null;
  const [row] = await sql.query<{
    endpoint: string;
    request_sha256: string;
    result: Result | null;
  }>('select endpoint, request_sha256, result from idempotency where actor = $1 and key = $2', [
    Buffer.from(intent.actor),
    intent.key,
  ]);
  if (row === undefined) return null;
  if (row.endpoint !== intent.endpoint || row.request_sha256 !== intent.requestSha256) {
    throw new Refusal(
      'key-reused',
      'This Idempotency-Key was used for a different request. Use a fresh key for each intent.',
    );
  }
  return row.result;
}

/**
 * Runs `work` at most once for an intent, inside the caller's transaction. A
 * second call waits for the first and is given its result.
 */
export async function once<Result extends object>(
  sql: Sql,
  intent: Intent | null,
  work: () => Promise<Result>,
): Promise<Result> {
  if (intent === null) return work();
  const inserted = await sql.query(
    `insert into idempotency (actor, key, endpoint, request_sha256) values ($1, $2, $3, $4)
     on conflict do nothing returning 1 as ok`,
    [Buffer.from(intent.actor), intent.key, intent.endpoint, intent.requestSha256],
  );
  if (inserted.length === 0) {
    const result = await earlier<Result>(sql, intent);
    if (result !== null) return result;
    throw new Error('an idempotency row without a result outlived its transaction');
  }
  const result = await work();
  one(
    await sql.query(
      `update idempotency set result = $3::text::jsonb where actor = $1 and key = $2 returning 1 as ok`,
      [Buffer.from(intent.actor), intent.key, JSON.stringify(result)],
    ),
    'idempotency',
  );
  return result;
}
