import { createReadStream } from 'node:fs';
import path from 'node:path';
import { nodeRuff } from '@alacard/core/node';
import { Command } from 'commander';
import { readConfig, type Flags } from './config.ts';
import { Unavailable } from './db/unavailable.ts';
import { createCoreMaker } from './core-maker.ts';
import { createHubFor } from './hub/server-hub.ts';
import { giveOwners } from './people/give.ts';
import { personId } from './people/issuer.ts';
import { readSecrets } from './secrets.ts';
import { openDatabase, start, writeDump } from './start.ts';
import { markComplete } from './db/upgrade.ts';
import { syncModels } from './search/sync.ts';
import { verifyDump } from './store/dump-format.ts';
import { restoreDump } from './store/restore.ts';
import { newSignInCode } from './store/sessions.ts';
import { rotateKeys } from './store/rotate-keys.ts';

/** The command line of the server: `alacard-server`. */
const program = new Command('alacard-server')
  .description('Share, remix and rank notebooks.')
  .option('--port <number>', 'port to listen on (PORT, default 8787; 0: any free one)')
  .option('--host <address>', 'address to listen on (HOST, default 127.0.0.1)')
  .option('--data-dir <folder>', 'where the embedded database lives (ALACARD_DATA_DIR)')
  .option('--seed', 'put the hands of the house into the gallery first, as "seed" does')
  .action(serve);

program
  .command('sync-models')
  .description("fill or refresh the search index of the Hub's models; goes on where it stopped")
  .option('--limit <number>', 'stop after so many models')
  .option('--file <path>', 'read models from a JSON lines file instead of the Hub')
  .action(async (options: { limit?: string; file?: string }) => {
    await withDatabase(async ({ db }) => {
      const count = await syncModels(db, {
        ...(options.limit === undefined ? {} : { limit: Number(options.limit) }),
        ...(options.file === undefined ? {} : { lines: createReadStream(options.file) }),
        report: (line) => process.stderr.write(`${line}\n`),
      });
      process.stderr.write(`${count} models in the index\n`);
    });
  });
program
  .command('seed')
  .description(
    'put the hands of the house into the gallery, as official notebooks (the server must be stopped, or on PostgreSQL)',
  )
  .action(async () => {
    const config = { ...readConfig(program.opts<Flags>()), port: 0, metricsPort: null };
    const running = await start(config, makerOf(), say);
    try {
      await seedAndSay(running);
    } finally {
      await running.stop();
    }
  });
program
  .command('rotate-keys')
  .description('wrap the keys of all private notebooks by the first key of ALACARD_KEYS')
  .action(async () => {
    await withDatabase(async ({ db, config }) => {
      const { keyring } = readSecrets(config);
      const count = await rotateKeys({ db, keyring });
      process.stderr.write(`${count} notebooks now under key "${keyring.current}"\n`);
    });
  });
program
  .command('dump')
  .description(
    'write a dump of everything into the data directory (the server must be stopped, or on PostgreSQL)',
  )
  .action(async () => {
    await withDatabase(async ({ db, config }) => {
      const file = await writeDump(db, config.dataDir);
      if (config.database === null) markComplete(config.dataDir);
      process.stdout.write(`${file}\n`);
    });
  });
program
  .command('verify <file>')
  .description('prove that a dump is whole: every line, its hash, every notebook')
  .action(async (file: string) => {
    const { head, rows } = await verifyDump(file);
    const total = Object.values(rows).reduce((sum, n) => sum + n, 0);
    say(`${file}: whole. ${total} rows, schema ${head.schema}, of ${head.at}.`);
    for (const [table, n] of Object.entries(rows)) say(`  ${table} ${n}`);
  });
program
  .command('restore <file>')
  .description('fill an empty database from a dump')
  .action(async (file: string) => {
    await withDatabase(async ({ db }) => {
      process.stderr.write(`${await restoreDump(db, file)} rows restored\n`);
    });
  });

program
  .command('owner-token')
  .description('print the token of the owner of a server without accounts')
  .action(() => {
    const token = readSecrets(readConfig(program.opts<Flags>())).ownerToken;
    if (token === null) {
      throw new Error('This server has accounts: its operators are named by ALACARD_OPERATORS.');
    }
    process.stdout.write(`${token}\n`);
  });
program
  .command('give')
  .description(
    'give what the owner of the laptop had to somebody of the sign-in service, after a move',
  )
  .requiredOption('--to <subject>', 'their subject at the issuer')
  .action(async ({ to }: { to: string }) => {
    await withDatabase(async ({ db, config }) => {
      if (config.issuer === null) {
        throw new Error(
          'This server has no accounts to give to. The owner token opens what the owner had.',
        );
      }
      const count = await giveOwners(db, personId(config.issuer.issuer, to));
      process.stderr.write(`${count} notebooks now belong to ${to}\n`);
    });
  });

program
  .command('hub <folders...>')
  .description('serve folders of models, or caches of huggingface_hub, as the Hub does (read-only)')
  .option('--allow-host <name...>', 'names, besides those of this machine, that it is called by')
  .option('--open', 'other machines may read without an access token (ALACARD_HUB_TOKEN)', false)
  .option('--log', 'one line a request', false)
  .action(serveHub);

async function serveHub(
  folders: string[],
  options: { allowHost?: string[]; open: boolean; log: boolean },
): Promise<void> {
  const { serveFolders } = await import('./local-hub/serve.ts');
  const flags = program.opts<Flags>();
  const port = Number(flags.port ?? 8788);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port ${flags.port} is no port. Give a number from 0 to 65535.`);
  }
  const hub = await serveFolders(
    {
      folders,
      port,
      host: flags.host ?? '127.0.0.1',
      hosts: options.allowHost ?? [],
      open: options.open,
      token: process.env['ALACARD_HUB_TOKEN'] || null,
    },
    options.log
      ? ({ method, url, status }) => say(`${method} ${url.slice(0, 300)} ${status}`)
      : undefined,
  ).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is taken. Give another one with --port, or --port 0.`);
    }
    throw error;
  });
  say(`Hub with ${hub.models} ${hub.models === 1 ? 'model' : 'models'} at ${hub.url}`);
  process.stdout.write(`HF_ENDPOINT=${hub.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void hub.close().then(() => process.exit(0)));
  }
}

async function withDatabase(
  work: (given: {
    db: Awaited<ReturnType<typeof openDatabase>>;
    config: ReturnType<typeof readConfig>;
  }) => Promise<void>,
): Promise<void> {
  const config = readConfig(program.opts<Flags>());
  const db = await openDatabase(config, say);
  try {
    await work({ db, config });
  } finally {
    await db.close();
  }
}

async function serve(flags: Flags): Promise<void> {
  const config = readConfig(flags);
  const running = await start(config, makerOf(), say);
  const lines = [`Alacard server at ${running.url}`];
  if (running.ownerToken !== null) {
    // On a terminal somebody is there to use it; anything else may keep what it is told.
    lines.push(
      process.stderr.isTTY
        ? `Sign in once at:  ${running.url}/sign-in#code=${await newSignInCode(running.services.store.db)}`
        : `Sign in at:       ${running.url}/sign-in with ${config.database === null ? `the token in ${path.join(config.dataDir, 'owner-token')}` : 'what "alacard-server owner-token" prints'}`,
    );
  }
  process.stderr.write(`${lines.join('\n')}\n`);
  // The server answers meanwhile; who comes first sees the gallery fill.
  if (flags.seed === true) {
    seedAndSay(running).catch((error: unknown) => {
      say(`The gallery was not filled: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  // Nobody waited for it, so nobody was told something wrong: no reason to end what others are doing.
  process.on('unhandledRejection', (err) =>
    running.app.log.error({ err }, 'something failed while nobody was waiting for it'),
  );
  const stop = (signal: string): void => {
    process.stderr.write(`${signal}: finishing what is under way\n`);
    // A second signal ends at once; so does work that does not end.
    setTimeout(() => process.exit(1), (config.drainSeconds + 25) * 1000).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const makerOf = () => createCoreMaker(createHubFor(), nodeRuff);

async function seedAndSay({ services }: Awaited<ReturnType<typeof start>>): Promise<void> {
  const { seed } = await import('./seed.ts');
  const count = await seed(services);
  if (count > 0) say(`${count} notebooks of the house are in the gallery`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function fail(error: unknown): never {
  const because =
    error instanceof Unavailable && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  say(`alacard-server: ${error instanceof Error ? error.message : String(error)}${because}`);
  process.exit(1);
}

await program.parseAsync().catch(fail);
