import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createNodeFetch } from '@alacard/core/node';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openPglite } from './db/pglite.ts';
import { openPostgres } from './db/postgres.ts';
import { cleanMark, markComplete, prepareUpgrade } from './db/upgrade.ts';
import { createApp } from './http/app.ts';
import { operatorsOf } from './http/identity.ts';
import { createFair } from './hub/fair.ts';
import { createHubPassage } from './hub/passage.ts';
import type { Maker } from './maker.ts';
import { memoryPlan } from './memory.ts';
import { addPages } from './pages/index.ts';
import { problemPage } from './pages/problem.ts';
import { createTokenCheck } from './people/issuer.ts';
import { OWNER_ID } from './people/owner.ts';
import { createModelSearch } from './search/index.ts';
import { readSecrets } from './secrets.ts';
import type { Services } from './services.ts';
import { dump } from './store/dump.ts';
import type { Keyring } from './store/keyring.ts';
import { restoreDump } from './store/restore.ts';
import { createEventQueue } from './store/events.ts';
import { greet } from './store/people.ts';
import { prune } from './store/prune.ts';
import { createContentReader } from './store/read.ts';
import { createUntrusted } from './untrusted/pool.ts';
import { sealWhatIsLeft } from './store/sealing.ts';
import { createServerRoom } from './store/quotas.ts';
import { createVisitors } from './store/visitors.ts';

export interface Running {
  readonly url: string;
  readonly ownerToken: string | null;
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Answers what is under way, writes what is buffered, dumps, closes. */
  stop(): Promise<void>;
}

/** Opens the database of a configuration and brings its schema up to date. */
export async function openDatabase(
  config: Config,
  report: (line: string) => void = () => undefined,
): Promise<Database> {
  if (config.database !== null) {
    const db = openPostgres(config.database);
    await migrate(db, undefined, report);
    return db;
  }
  const restore = prepareUpgrade(config.dataDir);
  const db = await openPglite(path.join(config.dataDir, 'pg'));
  await migrate(db, undefined, report);
  if (restore !== null) await restoreDump(db, restore);
  return db;
}

/** Keeps the newest dumps of a folder. */
const DUMPS_KEPT = 7;

export async function writeDump(db: Database, dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'dumps');
  const file = path.join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl.gz`);
  await dump(db, file);
  const old = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .slice(0, -DUMPS_KEPT);
  for (const name of old) fs.rmSync(path.join(folder, name));
  return file;
}

/** Says which private notebooks cannot be opened with the keys that were given. */
async function checkKeys(
  db: Database,
  keyring: Keyring,
  report: (line: string) => void,
): Promise<void> {
  const used = await db.query<{ id: string; n: number }>(
    'select key_id as id, count(*) as n from notebooks where key_id is not null group by key_id',
  );
  for (const { id, n } of used) {
    if (keyring.has(id)) continue;
    report(
      `${n} private notebook${n === 1 ? ' is' : 's are'} sealed with key "${id}", which is not among the keys given (ALACARD_KEYS, or the file "keys"). They cannot be opened until it is put back; everything else works.`,
    );
  }
}

/** Bytes of notebooks that are dumped at every stop: about a second. */
const SMALL = 32_000_000;

/** A stop must not take as long as a dump of everything; what is in the database is safe without one. */
async function isSmall(db: Database): Promise<boolean> {
  const [row] = await db.query<{ bytes: number }>(
    'select coalesce(sum(bytes), 0)::bigint as bytes from notebook_versions',
  );
  return (row?.bytes ?? 0) <= SMALL;
}

/** Starts the server and listens. */
export async function start(
  config: Config,
  maker: Maker,
  report: (line: string) => void = () => undefined,
): Promise<Running> {
  const secrets = readSecrets(config);
  const db = await openDatabase(config, report);
  if (config.database === null) fs.rmSync(cleanMark(config.dataDir), { force: true });
  const logger: { current?: FastifyInstance['log'] } = {};
  const events = createEventQueue(db, (error) =>
    logger.current?.error({ err: error }, 'events not written'),
  );
  await checkKeys(db, secrets.keyring, report);
  if (secrets.ownerToken !== null) await greet(db, OWNER_ID, null);

  // Port 0 is known only after listening, and the public address may hold it.
  const known = { publicUrl: config.publicUrl ?? `http://${hostName(config.host)}:${config.port}` };
  // No cache on disk: the passage has its own, of a bounded size.
  const hubFetch = createNodeFetch({ cache: null });
  const memory = memoryPlan(config);
  const untrusted = createUntrusted(memory.threads);
  const leaving = { now: false };
  const services: Services = {
    config,
    store: {
      db,
      events,
      keyring: secrets.keyring,
      secret: secrets.secret,
      quotas: config.quotas,
      room: createServerRoom(config.quotas, config.database === null ? config.dataDir : null),
      get publicUrl() {
        return known.publicUrl;
      },
    },
    contents: createContentReader(
      { db, keyring: secrets.keyring, publicUrl: () => known.publicUrl, untrusted },
      memory.files,
    ),
    visitors: createVisitors(db),
    untrusted,
    maker,
    search: createModelSearch(db),
    fair: createFair(),
    hub: createHubPassage({ ...config.hub, fetch: hubFetch.fetch }),
    checkToken: config.issuer === null ? null : createTokenCheck(config.issuer),
    ownerToken: secrets.ownerToken,
    leaving,
  };
  const app = await createApp(services, { addPages, problemPage });
  logger.current = app.log;
  if (operatorsOf(services).size === 0) {
    app.log.warn('nobody can see or decide reports: name operators in ALACARD_OPERATORS');
  }
  await app.listen({ port: config.port, host: config.host });
  // SAFETY: a TCP server that listens has an AddressInfo.
  const { port } = app.server.address() as AddressInfo;
  if (config.publicUrl === null) known.publicUrl = `http://${hostName(config.host)}:${port}`;

  // At the start as well: a laptop's server seldom runs for an hour.
  let pruning = Promise.resolve();
  const tidy = (): void => {
    pruning = db
      .tx((sql) => prune(sql, config.anonymousDays))
      .then(() =>
        sealWhatIsLeft(services.store, (err) => logger.current?.error({ err }, 'sealing')),
      )
      .catch((error: unknown) => logger.current?.error({ err: error }, 'prune'));
  };
  tidy();
  const timers = [setInterval(tidy, 3_600_000)];
  if (config.database === null && config.dumpHours > 0) {
    timers.push(
      setInterval(() => {
        void writeDump(db, config.dataDir).catch((error: unknown) =>
          logger.current?.error({ err: error }, 'dump'),
        );
      }, config.dumpHours * 3_600_000),
    );
  }
  for (const timer of timers) timer.unref();

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    leaving.now = true;
    await pause(config.drainSeconds * 1000);
    await app.close();
    await services.untrusted.close();
    await hubFetch.close();
    await events.flush();
    await pruning;
    if (config.database === null && (await isSmall(db))) {
      await writeDump(db, config.dataDir);
      markComplete(config.dataDir);
    }
    await db.close();
  }
  return {
    url: known.publicUrl,
    ownerToken: secrets.ownerToken,
    app,
    services,
    stop: () => (stopping ??= stop()),
  };
}

const hostName = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
