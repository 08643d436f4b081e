import { createSharing } from '@alacard/core/sharing';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { KEYS, SECRET } from './world.ts';

/** Child of kill9.ts: shares and downloads over HTTP for ever, and says what was acknowledged. */
const running = await start(
  readConfig(
    { port: '0', dataDir: process.env['DATA_DIR'] ?? '' },
    {
      ALACARD_LOG: 'silent',
      ALACARD_SECRET: SECRET,
      ALACARD_KEYS: KEYS,
      ALACARD_ANONYMOUS_PER_HOUR: '100000000',
      ...(process.env['DATABASE_URL'] ? { DATABASE_URL: process.env['DATABASE_URL'] } : {}),
    },
  ),
  fakeMaker(),
);
const sharing = createSharing({ fetch, baseUrl: running.url });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say('ready');
const body = 'x = 1\n'.repeat(3000);
const titled = (title: string, recipe = recipeOf()) => ({
  title,
  ipynb: ipynbOf(`${body}# ${title}`),
  recipe,
});

/** Good writes: none may be refused, whatever the others do. */
async function good(lane: number): Promise<never> {
  for (let i = 0; ; i++) {
    const shared = await sharing.call('publish', { body: titled(`Loaf ${lane} ${i}`) });
    if (!shared.ok) {
      say(`refused ${shared.problem.status}`);
      continue;
    }
    const { share_id } = shared.value;
    say(`shared ${share_id}`);
    const file = await sharing.call('download', { params: { share_id } });
    say(file.ok ? `downloaded ${share_id}` : `refused ${file.problem.status}`);
    if (i % 3 === 0) {
      const child = await sharing.call('remix', {
        params: { share_id },
        body: { ipynb: ipynbOf(body) },
      });
      say(child.ok ? `shared ${child.value.share_id}` : `refused ${child.problem.status}`);
    }
  }
}

/** Writes that are refused inside of their transaction, and writes the database itself refuses. */
async function bad(lane: number): Promise<never> {
  const shared = await sharing.call('publish', { body: titled(`Target ${lane}`) });
  if (!shared.ok) throw new Error(JSON.stringify(shared.problem));
  const db = running.services.store.db;
  for (;;) {
    const { share_id } = shared.value;
    const edited = await sharing.call('edit', {
      params: { share_id },
      body: { title: 'mine' },
      manageToken: 'alacard_manage_x',
    });
    const nul = recipeOf({ prompt_cards: { prompts: ['a\u0000b'] } });
    const refused = await sharing.call('publish', { body: titled('NUL', nul) });
    // The same notebook twice: the second half of the transaction fails.
    const twice = await db
      .tx(async (sql) => {
        await sql.query("update notebooks set title = 'lost' where share_id = $1", [share_id]);
        await sql.query('insert into notebooks select * from notebooks where share_id = $1', [
          share_id,
        ]);
      })
      .then(
        () => true,
        () => false,
      );
    if (edited.ok || refused.ok || twice) say('accepted');
  }
}
await Promise.all([good(0), good(1), good(2), good(3), bad(4), bad(5)]);
