import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** Counts checks and prints what fails. One instance a run. */
export class Checks {
  passed = 0;
  failed = 0;
  skipped = 0;
  #layer = '';

  layer(name: string): void {
    this.#layer = name;
    console.log(`\n== ${name}`);
  }

  async check(name: string, work: () => unknown): Promise<void> {
    const started = performance.now();
    try {
      await work();
      this.passed++;
      const ms = performance.now() - started;
      if (ms > 2000) console.log(`ok   ${name} (${(ms / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed++;
      const cause =
        error instanceof Error && error.cause instanceof Error
          ? `\ncaused by ${error.cause.message}`
          : '';
      const text =
        (error instanceof Error ? (error.stack ?? error.message).slice(0, 1500) : String(error)) +
        cause;
      console.log(
        `FAIL ${this.#layer}: ${name}\n     ${text.split('\n').slice(0, 24).join('\n     ')}`,
      );
    }
  }

  skip(name: string, reason: string): void {
    this.skipped++;
    console.log(`skip ${name}: ${reason}`);
  }

  summary(): string {
    return `${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`;
  }
}

export const ADMIN_URL =
  process.env['ALACARD_TEST_POSTGRES'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

let lastDatabase = 0;

/** A new database on the test server, and how to drop it; null with the reason when there is no server. */
export async function createDatabase(): Promise<
  { url: string; drop: () => Promise<void> } | string
> {
  const name = `alacard_test_${process.pid}_${++lastDatabase}`;
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: ADMIN_URL, connectionTimeoutMillis: 3000 });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  try {
    await admin(`create database ${name}`);
  } catch (error) {
    return `no PostgreSQL at ${ADMIN_URL.replace(/:[^:@/]*@/, ':…@')} (${error instanceof Error ? error.message : ''})`;
  }
  const url = new URL(ADMIN_URL);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
}

export function temporaryFolder(): { dir: string; remove: () => void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'alacard-server-'));
  return { dir, remove: () => fs.rmSync(dir, { recursive: true, force: true }) };
}

/** The value of a sharing result, or a failure that shows the problem. */
export function value<T>(result: { ok: true; value: T } | { ok: false; problem: unknown }): T {
  if (!result.ok) assert.fail(`refused: ${JSON.stringify(result.problem)}`);
  return result.value;
}

/** The code of the problem of a sharing result. */
export function code(result: { ok: boolean; problem?: { code: string } }): string {
  if (result.ok) assert.fail('was accepted');
  return result.problem?.code ?? '';
}

/**
 * `work`, and what others do as long as it goes on. Whoever fails is heard at once: a promise that
 * fails while nobody listens ends the whole process.
 *
 * @param others given a question that says no when the work has ended
 */
export async function beside<T>(
  work: () => Promise<T>,
  others: (going: () => boolean) => readonly Promise<unknown>[],
): Promise<T> {
  let going = true;
  const rest = Promise.all(others(() => going));
  rest.catch(() => undefined);
  try {
    return await work();
  } finally {
    going = false;
    await rest;
  }
}

/** The long form of a check: `test/run.ts --long`. Its figures are reported, not run with every change. */
export const isLong = process.argv.includes('--long');

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** As a proxy says it: the visitor is in network `n` of 65,536, of which each is counted by itself. */
export const elsewhere = (n: number): Record<string, string> => ({
  'x-forwarded-for': `10.${(n >> 8) & 255}.${n & 255}.1`,
});
