/** What the server adds to its database: everything people do, beside the same work as bare SQL through `pg`. */
import assert from 'node:assert/strict';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { Conditions } from '../src/store/conditions.ts';
import { gallery, rankHead, trending } from '../src/store/lists.ts';
import { visibleRow } from '../src/store/read.ts';
import { NOTEBOOK } from '../src/store/rows.ts';
import type { Viewer } from '../src/store/viewer.ts';
import { publish } from '../src/store/write.ts';
import { checkedOf, fakeMaker, ipynbOf, recipeOf } from '../test/fake-maker.ts';
import { temporaryFolder } from '../test/harness.ts';
import { KEYS, SECRET } from '../test/world.ts';
import { httpClients } from './http-clients.ts';
import { compare, here, type Effort } from './measure.ts';
import { seeded } from './model-ids.ts';

const SHARED = 1500;
export const NOBODY: Viewer = {
  userId: null,
  operator: false,
  scopes: [],
  manageToken: null,
  visitor: Buffer.alloc(8),
  net: Buffer.alloc(8),
  by: 'nobody',
  tokenId: null,
  silent: false,
};
const WORDS =
  'model tokenizer prompt load generate output tensor device transformers pipeline example import'.split(
    ' ',
  );
const FILTER = { timeframe: '7d', limit: 20, topic: 'topic-3' } as const;
const FOUND = { q: 'tokenizer', sort: 'newest', limit: 20 } as const;
const VISIBLE = "n.is_public and n.state = 'live'";

export async function ratios(url: string, effort: Effort): Promise<void> {
  const random = seeded(1);
  const pickOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const { dir, remove } = temporaryFolder();
  const running = await start(
    readConfig(
      { port: '0', dataDir: dir },
      {
        ALACARD_LOG: 'silent',
        DATABASE_URL: url,
        ALACARD_SECRET: SECRET,
        ALACARD_KEYS: KEYS,
        ALACARD_ANONYMOUS_PER_HOUR: '100000000',
      },
    ),
    fakeMaker(),
  );
  const { store, contents } = running.services;
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const web = httpClients();

  const files = Array.from({ length: 20 }, () => {
    let text = '';
    while (text.length < 58_000) text += `${pickOf(WORDS)} `;
    return checkedOf(ipynbOf(text));
  });
  const pickFile = (i: number) => files[i % 20] ?? checkedOf(ipynbOf());
  const notebook = (i: number, title = `Loaf ${i} of ${WORDS[i % WORDS.length] ?? ''}`) => ({
    title,
    description: 'Step by step',
    licence: 'MIT' as const,
    recipe: recipeOf({ topic: { id: `topic-${i % 20}` } }),
    task: null,
    model_licence: null,
    is_public: true,
    ...pickFile(i),
  });
  const ids: string[] = [];
  for (let i = 0; i < SHARED; i++)
    ids.push((await publish(store, notebook(i), NOBODY, null)).share_id);
  await pool.query('vacuum analyze');
  const pick = (): string => pickOf(ids);

  const readSql = `${NOTEBOOK.replace('select ', 'select v.ipynb, v.sha256, ')}
    join notebook_versions v on v.notebook_id = n.id and v.version = n.version where n.share_id = $1`;
  const bareRead = (id: string) => pool.query<{ id: string; ipynb: string }>(readSql, [id]);
  const ourRead = async (id: string) => {
    const row = await visibleRow(store.db, id, NOBODY);
    return { row, content: await contents.content(row) };
  };
  const bareTrending = () => {
    const conditions = new Conditions();
    const head = rankHead(FILTER, conditions);
    return pool.query<{ id: string }>(
      `with head as (${head}) ${NOTEBOOK.replace('from notebooks n', 'from head join notebooks n on n.id = head.notebook_id')}
       where ${VISIBLE} order by head.l desc, n.id`,
      conditions.values,
    );
  };
  const bareGallery = () =>
    pool.query<{ id: string }>(
      `${NOTEBOOK} where ${VISIBLE} and n.search @@ $1::tsquery
       order by n.created_at desc, n.id limit 21`,
      [`'tokenizer':*`],
    );
  // Both sides give the same: the server reads one row more than it shows, to know of a next page.
  const firstOf = (rows: readonly { id: string }[]) => rows.slice(0, 20).map((row) => row.id);
  const [id = ''] = ids;
  assert.equal((await bareRead(id)).rows[0]?.ipynb, (await ourRead(id)).content.file.toString());
  assert.deepEqual(
    firstOf((await bareTrending()).rows),
    firstOf((await trending(store.db, FILTER)).rows),
  );
  assert.deepEqual(
    firstOf((await bareGallery()).rows),
    firstOf((await gallery(store.db, FOUND)).rows),
  );

  const addresses = (path: string) => ids.map((one) => `${running.url}${path}${one}`);
  for (const clients of [1, 16]) {
    await compare(
      'share read, 60 KB',
      clients,
      effort,
      here(() => bareRead(pick())),
      {
        server: here(() => ourRead(pick())),
        'over HTTP': web.get(addresses('/api/notebook/')),
      },
    );
    await compare(
      'download, counted',
      clients,
      effort,
      here(async () => {
        const { rows } = await bareRead(pick());
        await pool.query(
          'update notebook_counts set downloads = downloads + 1 where notebook_id = $1',
          [rows[0]?.id],
        );
      }),
      {
        server: here(async () => {
          const { row } = await ourRead(pick());
          const { visitor, net } = NOBODY;
          await store.events.record({
            notebookId: row.id,
            kind: 'download',
            visitor,
            net,
            signed: false,
          });
        }),
        'over HTTP': web.get(addresses('/api/notebook/download/')),
      },
    );
    await compare('trending by topic', clients, effort, here(bareTrending), {
      server: here(() => trending(store.db, FILTER)),
      'over HTTP': web.get([`${running.url}/api/trending?timeframe=7d&limit=20&topic=topic-3`]),
    });
    await compare('gallery search', clients, effort, here(bareGallery), {
      server: here(() => gallery(store.db, FOUND)),
      'over HTTP': web.get([`${running.url}/api/notebooks?q=tokenizer&limit=20`]),
    });
  }
  // Last, so that what is written here does not change what is read above.
  for (const clients of [1, 16]) {
    await compare(
      'share write, 60 KB',
      clients,
      effort,
      here(async () => {
        const { rows } = await pool.query<{ id: string }>(
          `insert into notebooks (share_id, title, recipe, root_id, hf_model_id)
           values (gen_random_uuid()::text, 'x', '{}', gen_random_uuid(), 'x') returning id`,
        );
        await pool.query(
          `insert into notebook_versions (notebook_id, version, sha256, bytes, ipynb) values ($1, 1, '', 0, $2)`,
          [rows[0]?.id, files[0]?.ipynb],
        );
      }),
      { server: here(() => publish(store, notebook(1), NOBODY, null)) },
    );
  }
  await web.stop();
  await pool.end();
  await running.stop();
  remove();
}
