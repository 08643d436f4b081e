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
for (let i = 0; ; i++) {
  const shared = await sharing.call('publish', {
    body: { title: `Loaf ${i}`, ipynb: ipynbOf(`${body}# ${i}`), recipe: recipeOf() },
  });
  if (!shared.ok) throw new Error(JSON.stringify(shared.problem));
  const { share_id } = shared.value;
  say(`shared ${share_id}`);
  const file = await sharing.call('download', { params: { share_id } });
  if (file.ok) say(`downloaded ${share_id}`);
  if (i % 3 === 0) {
    const child = await sharing.call('remix', {
      params: { share_id },
      body: { ipynb: ipynbOf(body) },
    });
    if (child.ok) say(`shared ${child.value.share_id}`);
  }
}
