import os from 'node:os';
import pg from 'pg';
import { createDatabase } from '../test/harness.ts';
import { http } from './http.ts';
import { ratios } from './ratios.ts';
import { modelSearch } from './search.ts';
import { starts } from './starts.ts';
import { rankings } from './trending.ts';
import { wal } from './wal.ts';

/**
 * `npm run bench -w @alacard/server [-- --only ratios,http,wal,trending,search,starts
 *   --rows 10000,100000 --models 2100000 --rounds 3 --seconds 2 --goals]`, the last to fail
 * where a goal over HTTP is missed.
 *
 * Rates are ratios to the same work as bare SQL through `pg`, on the same
 * database, in the same minute; trending and search are milliseconds. Every part has
 * a database of its own, dropped when it is done. All of it: 10 GB of disk for a while.
 */
const option = (name: string, preset: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? preset : (process.argv[at + 1] ?? preset);
};
const rounds = Number(option('rounds', '3'));
const effort = { rounds, seconds: Number(option('seconds', '2')) };
const sizes = option('rows', '10000,100000,1000000,10000000').split(',').map(Number);
const parts: Readonly<Record<string, (url: string) => Promise<void>>> = {
  starts: () => starts(rounds),
  ratios: (url) => ratios(url, effort),
  http: (url) => http(url, effort),
  wal,
  trending: (url) => rankings(url, sizes),
  search: (url) => modelSearch(url, Number(option('models', '2100000'))),
};
const only = option('only', Object.keys(parts).join(',')).split(',');
const unknown = only.filter((part) => !(part in parts));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')} (${Object.keys(parts).join(', ')})`);

for (const [part, run] of Object.entries(parts)) {
  if (!only.includes(part)) continue;
  const database = await createDatabase();
  if (typeof database === 'string') {
    console.error(database);
    process.exit(1);
  }
  try {
    if (part === only[0]) await machine(database.url);
    await run(database.url);
  } finally {
    await database.drop();
  }
}
process.exit(process.exitCode);

async function machine(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  const load = os.loadavg()[0]?.toFixed(1) ?? '';
  console.log(
    `Node ${process.versions.node}, PostgreSQL ${rows[0]?.server_version ?? ''}, ${os.cpus().length} CPUs, load before the start ${load}`,
  );
}
