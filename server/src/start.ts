import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createNodeFetch } from '@alacard/core/node';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { openPglite } from './db/pglite.ts';
import { openPostgres } from './db/postgres.ts';
import { cleanMark, prepareUpgrade } from './db/upgrade.ts';
import { createApp } from './http/app.ts';
import { createHubPassage } from './hub/passage.ts';
import type { Maker } from './maker.ts';
import { createTokenCheck } from './people/issuer.ts';
import { createModelSearch } from './search/index.ts';
import { readSecrets } from './secrets.ts';
import { OWNER_ID, type Services } from './services.ts';
import { dump, restoreDump } from './store/dump.ts';
import { createEventQueue } from './store/events.ts';
import { greet } from './store/people.ts';
import { prune } from './store/ranking.ts';
import { createContentReader } from './store/read.ts';
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
export async function openDatabase(config: Config): Promise<Database> {
  if (config.database !== null) {
    const db = openPostgres(config.database);
    await migrate(db);
    return db;
  }
  const restore = prepareUpgrade(config.dataDir);
  const db = await openPglite(path.join(config.dataDir, 'pg'));
  await migrate(db);
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

/** Starts the server and listens. */
export async function start(config: Config, maker: Maker): Promise<Running> {
  const secrets = readSecrets(config);
  const db = await openDatabase(config);
  if (config.database === null) fs.rmSync(cleanMark(config.dataDir), { force: true });
  const logger: { current?: FastifyInstance['log'] } = {};
  const events = createEventQueue(db, (error) =>
    logger.current?.error({ err: error }, 'events not written'),
  );
  if (secrets.ownerToken !== null) await greet(db, OWNER_ID, null);

  // Port 0 is known only after listening, and the public address may hold it.
  const known = { publicUrl: config.publicUrl ?? `http://${hostName(config.host)}:${config.port}` };
  // No cache on disk: the passage has its own, of a bounded size.
  const hubFetch = createNodeFetch({ cache: null });
  const services: Services = {
    config,
    store: {
      db,
      events,
      keyring: secrets.keyring,
      secret: secrets.secret,
      get publicUrl() {
        return known.publicUrl;
      },
    },
    contents: createContentReader({ db, keyring: secrets.keyring }),
    visitors: createVisitors(db),
    maker,
    search: createModelSearch(db),
    hub: createHubPassage({ ...config.hub, fetch: hubFetch.fetch }),
    checkToken: config.issuer === null ? null : createTokenCheck(config.issuer),
    ownerToken: secrets.ownerToken,
  };
  const app = await createApp(services);
  logger.current = app.log;
  await app.listen({ port: config.port, host: config.host });
  // SAFETY: a TCP server that listens has an AddressInfo.
  const { port } = app.server.address() as AddressInfo;
  if (config.publicUrl === null) known.publicUrl = `http://${hostName(config.host)}:${port}`;

  const timers = [
    setInterval(() => {
      void db
        .tx((sql) => prune(sql, Date.now() / 1000))
        .catch((error: unknown) => logger.current?.error({ err: error }, 'prune'));
    }, 3_600_000),
  ];
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
    await app.close();
    await hubFetch.close();
    await events.flush();
    if (config.database === null) {
      await writeDump(db, config.dataDir);
      fs.writeFileSync(cleanMark(config.dataDir), `${new Date().toISOString()}\n`);
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
