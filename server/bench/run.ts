import { Readable } from 'node:stream';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/db/migrate.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { createModelSearch } from '../src/search/index.ts';
import { syncModels } from '../src/search/sync.ts';
import { start } from '../src/start.ts';
import { Conditions } from '../src/store/conditions.ts';
import { gallery, rankHead, trending } from '../src/store/lists.ts';
import { visibleRow } from '../src/store/read.ts';
import { NOTEBOOK } from '../src/store/rows.ts';
import { publish } from '../src/store/write.ts';
import { fakeMaker, ipynbOf, recipeOf } from '../test/fake-maker.ts';
import { createDatabase, temporaryFolder } from '../test/harness.ts';
import { KEYS, SECRET } from '../test/world.ts';
import { compare, rate, times } from './measure.ts';
import { modelLines, QUERIES, seeded } from './model-ids.ts';

/**
 * `npm run bench -w @alacard/server [-- --rows 10000,100000 --models 2100000 --seconds 2 --only reads,trending,search]`
 * Every figure is a ratio to the same work as bare SQL through `pg`, on the same
 * database, or milliseconds in the database.
 */
const option = (name: string, preset: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? preset : (process.argv[at + 1] ?? preset);
};
const rounds = Number(option('rounds', '3'));
const seconds = Number(option('seconds', '2'));
const only = option('only', 'reads,trending,search').split(',');
const database = await createDatabase();
if (typeof database === 'string') {
  console.error(database);
  process.exit(1);
}
const random = seeded(1);
try {
  if (only.includes('reads')) await reads(database.url);
  if (only.includes('trending')) await ranking(database.url);
  if (only.includes('search')) await search(database.url);
} finally {
  await database.drop();
}
process.exit(0);

async function reads(url: string): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const config = readConfig(
    { port: '0', dataDir: dir },
    { ALACARD_LOG: 'silent', DATABASE_URL: url, ALACARD_SECRET: SECRET, ALACARD_KEYS: KEYS },
  );
  const running = await start(config, fakeMaker());
  const { store, contents } = running.services;
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const viewer = {
    userId: null,
    operator: false,
    scopes: [],
    manageToken: null,
    visitor: Buffer.alloc(8),
    net: Buffer.alloc(8),
    silent: false,
  };
  const words =
    'model tokenizer prompt load generate output tensor device transformers pipeline example import'.split(
      ' ',
    );
  const notebook = (size: number): string => {
    let text = '';
    while (text.length < size) text += `${words[Math.floor(random() * words.length)] ?? ''} `;
    return ipynbOf(text);
  };
  const files = Array.from({ length: 20 }, () => notebook(58_000));
  const topics = Array.from({ length: 20 }, (_, i) => `topic-${i}`);
  const ids: string[] = [];
  const fresh = (i: number) => ({
    title: `Loaf ${i} of ${words[i % words.length] ?? ''}`,
    description: 'Step by step',
    licence: 'MIT',
    recipe: recipeOf({ topic: { id: topics[i % 20] ?? '' } }),
    task: null,
    model_licence: null,
    is_public: true,
    ipynb: files[i % 20] ?? '',
  });
  for (let i = 0; i < 1500; i++) ids.push((await publish(store, fresh(i), viewer, null)).share_id);
  await pool.query('vacuum analyze');
  const pick = (): string => ids[Math.floor(random() * ids.length)] ?? '';
  const readSql = `${NOTEBOOK.replace('select ', 'select v.ipynb, v.sha256, ')} join notebook_versions v on v.notebook_id = n.id and v.version = n.version where n.share_id = $1`;
  const given = { rounds, seconds };

  for (const clients of [1, 16]) {
    await compare(
      'share read, 60 KB',
      clients,
      given,
      () => pool.query(readSql, [pick()]),
      async () => contents.content(await visibleRow(store.db, pick(), viewer)),
    );
    await compare(
      'share read over HTTP',
      clients,
      given,
      () => pool.query(readSql, [pick()]),
      () => fetch(`${running.url}/api/notebook/${pick()}`).then((response) => response.text()),
    );
    await compare(
      'download, counted',
      clients,
      given,
      async () => {
        const { rows } = await pool.query<{ id: string }>(readSql, [pick()]);
        await pool.query(
          'update notebook_counts set downloads = downloads + 1 where notebook_id = $1',
          [rows[0]?.id],
        );
      },
      async () => {
        const row = await visibleRow(store.db, pick(), viewer);
        await contents.content(row);
        await store.events.record({
          notebookId: row.id,
          kind: 'download',
          visitor: viewer.visitor,
          net: viewer.net,
          signed: false,
        });
      },
    );
    await compare(
      'share write, 60 KB',
      clients,
      given,
      async () => {
        const file = files[0] ?? '';
        const { rows } = await pool.query<{ id: string }>(
          `insert into notebooks (share_id, title, recipe, root_id, hf_model_id) values (gen_random_uuid()::text, 'x', '{}', gen_random_uuid(), 'x') returning id`,
        );
        await pool.query(
          `insert into notebook_versions (notebook_id, version, sha256, bytes, ipynb) values ($1, 1, '', 0, $2)`,
          [rows[0]?.id, file],
        );
      },
      () => publish(store, fresh(1), viewer, null),
    );
    const now = Date.now() / 1000;
    await compare(
      'trending by topic',
      clients,
      given,
      () => {
        const conditions = new Conditions();
        const head = rankHead({ timeframe: '7d', limit: 20, topic: 'topic-3' }, conditions, now);
        return pool.query(
          `with head as (${head}) ${NOTEBOOK.replace('from notebooks n', 'from head join notebooks n on n.id = head.notebook_id')}`,
          conditions.values,
        );
      },
      () => trending(store.db, { timeframe: '7d', limit: 20, topic: 'topic-3' }),
    );
    await compare(
      'gallery search',
      clients,
      given,
      () =>
        pool.query(
          `${NOTEBOOK} where n.is_public and n.state = 'live' and n.search @@ $1::tsquery order by n.created_at desc, n.id limit 21`,
          [`'tokenizer':*`],
        ),
      () => gallery(store.db, { q: 'tokenizer', sort: 'newest', limit: 20 }),
    );
  }
  const http = await rate(16, seconds, () =>
    fetch(`${running.url}/api/notebook/download/${pick()}`, {
      headers: { 'user-agent': 'bot' },
    }).then((response) => response.text()),
  );
  console.log(
    `download over HTTP, not counted     16 clients | ${http.toFixed(0)}/s (client and server on one machine)`,
  );
  await pool.end();
  await running.stop();
  remove();
}

/** The heads of the ranking alone: the twenty notebooks behind them are read by key. */
async function ranking(url: string): Promise<void> {
  const db = openPostgres({ url });
  await migrate(db);
  await db.exec(
    'alter table notebook_rank drop constraint notebook_rank_notebook_id_fkey; alter table notebook_rank set unlogged',
  );
  const indexes = await db.query<{ name: string; ddl: string }>(
    `select indexname as name, indexdef as ddl from pg_indexes where tablename = 'notebook_rank' and indexname not like '%pkey'`,
  );
  const topics = Array.from({ length: 40 }, (_, i) => `topic${i}`);
  for (const rows of option('rows', '10000,100000,1000000').split(',').map(Number)) {
    await db.exec('truncate notebook_rank');
    for (const { name } of indexes) await db.exec(`drop index if exists ${name}`);
    await db.exec(`insert into notebook_rank select gen_random_uuid(),
        'org' || (power(random(), 3) * 4000)::int || '/model-' || (power(random(), 3) * 30)::int, 'text-generation',
        'topic' || (random() * 39)::int, (array['beginner', 'intermediate', 'advanced'])[1 + (random() * 2)::int], 'chat',
        e / 43200 + w, e / 302400 + w, e / 1296000 + w
      from (select extract(epoch from now())::float8 - power(random(), 0.5) * 86400 * 365 as e, log(2.0, (1 + random() * 300)::numeric)::float8 as w
        from generate_series(1, ${rows}) g) x`);
    for (const { ddl } of indexes)
      if (!/ON public\.notebook_rank .*(l24|l30)/.test(ddl) || rows <= 1_000_000)
        await db.exec(ddl);
    await db.exec('analyze notebook_rank');
    const now = Date.now() / 1000;
    const topic = (): string => topics[Math.floor(random() * 40)] ?? '';
    const model = (): string =>
      `org${Math.floor(random() ** 3 * 4000)}/model-${Math.floor(random() ** 3 * 30)}`;
    for (const [name, filter] of [
      ['no filter', () => ({})],
      ['difficulty', () => ({ difficulty: 'advanced' as const })],
      ['topic', () => ({ topic: topic() })],
      ['topic and difficulty', () => ({ topic: topic(), difficulty: 'beginner' as const })],
      ['model', () => ({ model: model() })],
      [
        'model, topic and difficulty',
        () => ({ model: model(), topic: topic(), difficulty: 'beginner' as const }),
      ],
    ] as const) {
      const ask = (prefix = ''): Promise<object[]> => {
        const conditions = new Conditions();
        const head = rankHead({ timeframe: '7d', limit: 20, ...filter() }, conditions, now);
        return db.query(prefix + head, conditions.values);
      };
      await times(30, () => ask());
      const { p50, p95 } = await times(300, () => ask());
      // Blocks do not depend on how busy the machine is.
      const blocks: number[] = [];
      for (let i = 0; i < 100; i++)
        blocks.push(blocksOf(await ask('explain (analyze, buffers, format json) ')));
      blocks.sort((a, b) => a - b);
      console.log(
        `trending, ${String(rows).padStart(8)} rows, ${name.padEnd(28)} p50 ${p50.toFixed(2)} ms | p95 ${p95.toFixed(2)} ms | blocks read p95 ${blocks[95] ?? 0}`,
      );
    }
  }
  await db.close();
}

/** Shared blocks a statement touched, from its plan. */
function blocksOf(rows: readonly object[]): number {
  const text = JSON.stringify(rows);
  const number = (name: string): number =>
    Number(new RegExp(`"${name}":\\s*(\\d+)`).exec(text)?.[1] ?? 0);
  return number('Shared Hit Blocks') + number('Shared Read Blocks');
}

async function search(url: string): Promise<void> {
  const db = openPostgres({ url });
  await migrate(db);
  const count = Number(option('models', '2100000'));
  const started = performance.now();
  await syncModels(db, {
    lines: Readable.from(
      (function* () {
        for (const line of modelLines(count)) yield `${line}\n`;
      })(),
    ),
  });
  console.log(
    `model index of ${count} ids made in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  const find = createModelSearch(db);
  for (const [query] of QUERIES) await find.find(query, 10);
  const taken: number[] = [];
  let hits = 0;
  for (const [query, expected] of QUERIES) {
    const begun = performance.now();
    const found = await find.find(query, 10);
    taken.push(performance.now() - begun);
    if (found.some((model) => model.id === expected)) hits++;
  }
  taken.sort((a, b) => a - b);
  console.log(
    `model search, ${count} ids: p50 ${taken[20]?.toFixed(1)} ms | p95 ${taken[38]?.toFixed(1)} ms | ${hits} of ${QUERIES.length} in the first ten`,
  );
  await db.close();
}
