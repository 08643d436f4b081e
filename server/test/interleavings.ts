import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Database, Sql } from '../src/db/database.ts';
import { onBothDatabases } from './both-databases.ts';
import { isLong, sleep, type Checks } from './harness.ts';

/**
 * Writes and reads that run into each other, against a plain model: what was
 * acknowledged is there, whole; of everything else there is nothing, at no time.
 */
const KINDS = [
  'good', // a transaction that ends well
  'refused', // throws after its statements, as a wrong manage token does
  'failing', // PostgreSQL refuses one of its statements
  'swallowed', // the same, and the error is caught inside: it must not look like a success
  'late', // uses its handle when it is over
  'nested', // asks the database instead of its handle
  'abandoned', // nobody waits for the answer any more
  'plain', // a single statement
  'plain-failing',
  'read',
] as const;

const OpSchema = fc.record({
  kind: fc.constantFrom(...KINDS),
  start: fc.integer({ min: 0, max: 12 }),
  pauses: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
});
type Op = typeof OpSchema extends fc.Arbitrary<infer T> ? T : never;

class Refused extends Error {}

/** Runs one operation. @returns how many rows it has been promised, or null when it was refused */
async function run(
  db: Database,
  op: Op,
  id: number,
  acknowledged: ReadonlySet<number>,
  sizes: readonly number[],
): Promise<number | null> {
  await sleep(op.start);
  const insert = (sql: Sql, n: number) =>
    sql.query('insert into t (op, n) values ($1, $2)', [id, n]);
  const fail = (sql: Sql) =>
    sql.query('insert into t (op, n, word) values ($1, 99, $2)', [id, 'a\u0000b']);
  if (op.kind === 'read') {
    const before = [...acknowledged];
    const rows = await db.query<{ op: number; n: number }>(
      'select op, count(*) as n from t group by op',
    );
    const seen = new Map(rows.map((row) => [row.op, row.n]));
    for (const [of, n] of seen) assert.equal(n, sizes[of], `operation ${of} is there in part`);
    for (const of of before)
      assert.ok(seen.has(of), `operation ${of} was acknowledged and is gone`);
    return null;
  }
  try {
    if (op.kind === 'plain') {
      await insert(db, 0);
      return 1;
    }
    if (op.kind === 'plain-failing') {
      await fail(db);
      return 1;
    }
    let kept: Sql | undefined;
    const done = db.tx(async (sql) => {
      kept = sql;
      for (const [n, pause] of op.pauses.entries()) {
        await insert(sql, n);
        await sleep(pause);
      }
      if (op.kind === 'refused') throw new Refused();
      if (op.kind === 'failing') await fail(sql);
      if (op.kind === 'swallowed') await fail(sql).catch(() => undefined);
      if (op.kind === 'nested') await insert(db, 99);
    });
    if (op.kind === 'abandoned') {
      await Promise.race([done, sleep(1)]);
      await done;
    } else await done;
    if (op.kind === 'late') await assert.rejects(insert(kept ?? db, 99), /has ended/);
    return op.pauses.length;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    return null;
  }
}

const WELL = new Set<Op['kind']>(['good', 'late', 'abandoned', 'plain']);
const sizeOf = ({ kind, pauses }: Op): number =>
  !WELL.has(kind) ? 0 : kind === 'plain' ? 1 : pauses.length;

export async function interleavingSuite(t: Checks): Promise<void> {
  const numRuns = isLong ? 400 : 25;
  await onBothDatabases(t, async (checks, name, db) => {
    await db.exec('create table t (op int, n int, word text, primary key (op, n))');
    await checks.check(
      `${name}: ${numRuns} random interleavings do what a plain model does`,
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.array(OpSchema, { minLength: 2, maxLength: 24 }), async (ops) => {
            await db.query('truncate t');
            const sizes = ops.map(sizeOf);
            const acknowledged = new Set<number>();
            await Promise.all(
              ops.map(async (op, id) => {
                const promised = await run(db, op, id, acknowledged, sizes);
                if (promised !== null) acknowledged.add(id);
                // Nothing good is refused because of its neighbours, nothing bad is accepted.
                if (op.kind !== 'read') assert.equal(promised ?? 0, sizes[id], `${op.kind} ${id}`);
              }),
            );
            const rows = await db.query<{ op: number; n: number }>(
              'select op, count(*) as n from t group by op order by op',
            );
            const model = [...sizes.entries()].flatMap(([op, n]) => (n === 0 ? [] : [{ op, n }]));
            assert.deepEqual(
              rows.map(({ op, n }) => ({ op, n })),
              model,
            );
            assert.deepEqual([db.load().waiting], [0]);
          }),
          { numRuns },
        );
      },
    );
  });
}
