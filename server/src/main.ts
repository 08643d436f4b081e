import { createReadStream } from 'node:fs';
import { nodeHub, nodeRuff } from '@alacard/core/node';
import { Command } from 'commander';
import { readConfig, type Flags } from './config.ts';
import { createCoreMaker } from './core-maker.ts';
import { readSecrets } from './secrets.ts';
import { openDatabase, start, writeDump } from './start.ts';
import { syncModels } from './search/sync.ts';
import { restoreDump } from './store/dump.ts';
import { createEventQueue } from './store/events.ts';
import { rotateKeys } from './store/write.ts';

/** The command line of the server: `alacard-server`. */
const program = new Command('alacard-server')
  .description('Share, remix and rank notebooks.')
  .option('--port <number>', 'port to listen on (PORT, default 8787; 0: any free one)')
  .option('--host <address>', 'address to listen on (HOST, default 127.0.0.1)')
  .option('--data-dir <folder>', 'where the embedded database lives (ALACARD_DATA_DIR)')
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
  .command('rotate-keys')
  .description('wrap the keys of all private notebooks by the first key of ALACARD_KEYS')
  .action(async () => {
    await withDatabase(async ({ db, config }) => {
      const { keyring, secret } = readSecrets(config);
      const events = createEventQueue(db, () => undefined);
      const count = await rotateKeys({ db, keyring, secret, events, publicUrl: '' });
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
      process.stdout.write(`${await writeDump(db, config.dataDir)}\n`);
    });
  });
program
  .command('restore <file>')
  .description('fill an empty database from a dump')
  .action(async (file: string) => {
    await withDatabase(async ({ db }) => {
      process.stderr.write(`${await restoreDump(db, file)} rows restored\n`);
    });
  });

async function withDatabase(
  work: (given: {
    db: Awaited<ReturnType<typeof openDatabase>>;
    config: ReturnType<typeof readConfig>;
  }) => Promise<void>,
): Promise<void> {
  const config = readConfig(program.opts<Flags>());
  const db = await openDatabase(config);
  try {
    await work({ db, config });
  } finally {
    await db.close();
  }
}

async function serve(flags: Flags): Promise<void> {
  const config = readConfig(flags);
  const running = await start(config, createCoreMaker(nodeHub(), nodeRuff));
  const lines = [`Alacard server at ${running.url}`];
  if (running.ownerToken !== null) {
    lines.push(`Your dashboard:   ${running.url}/sign-in?token=${running.ownerToken}`);
  }
  process.stderr.write(`${lines.join('\n')}\n`);
  const stop = (signal: string): void => {
    process.stderr.write(`${signal}: finishing what is under way\n`);
    // A second signal ends at once.
    setTimeout(() => process.exit(1), 25_000).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(
    `alacard-server: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}

await program.parseAsync().catch(fail);
