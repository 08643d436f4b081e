/** Does a trending list stay as fast when there are a thousand times as many notebooks? */
import { migrate } from '../src/db/migrate.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { Conditions } from '../src/store/conditions.ts';
import { rankHead, type TrendingQuery } from '../src/store/lists.ts';
import { quantile, times } from './measure.ts';
import { seeded } from './model-ids.ts';

/** Above this, only the indexes of the timeframe that is asked for are made: they take a GB each ten million. */
const ALL_INDEXES = 1_000_000;

/** The heads of the ranking alone: the twenty notebooks behind them are read by key. */
export async function rankings(url: string, sizes: readonly number[]): Promise<void> {
  const random = seeded(1);
  const db = openPostgres({ url });
  await migrate(db);
  await db.exec(
    'alter table notebook_rank drop constraint notebook_rank_notebook_id_fkey; alter table notebook_rank set unlogged',
  );
  const indexes = await db.query<{ name: string; ddl: string }>(
    `select indexname as name, indexdef as ddl from pg_indexes
     where tablename = 'notebook_rank' and indexname not like '%pkey'`,
  );
  const topic = (): string => `topic${Math.floor(random() * 40)}`;
  const model = (): string =>
    `org${Math.floor(random() ** 3 * 4000)}/model-${Math.floor(random() ** 3 * 30)}`;
  const filters: Readonly<Record<string, () => Partial<TrendingQuery>>> = {
    'no filter': () => ({}),
    difficulty: () => ({ difficulty: 'advanced' }),
    topic: () => ({ topic: topic() }),
    'topic and difficulty': () => ({ topic: topic(), difficulty: 'beginner' }),
    model: () => ({ model: model() }),
    'model, topic and difficulty': () => ({
      model: model(),
      topic: topic(),
      difficulty: 'beginner',
    }),
  };
  for (const size of sizes) {
    await db.exec('truncate notebook_rank');
    for (const { name } of indexes) await db.exec(`drop index if exists ${name}`);
    await db.exec(`insert into notebook_rank select gen_random_uuid(),
        'org' || (power(random(), 3) * 4000)::int || '/model-' || (power(random(), 3) * 30)::int, 'text-generation',
        'topic' || (random() * 39)::int, (array['beginner', 'intermediate', 'advanced'])[1 + floor(random() * 3)::int], 'chat',
        e / 43200 + w, e / 302400 + w, e / 1296000 + w
      from (select extract(epoch from now())::float8 - power(random(), 0.5) * 86400 * 365 as e, log(2.0, (1 + random() * 300)::numeric)::float8 as w
        from generate_series(1, ${size}) g) x`);
    for (const { ddl } of indexes)
      if (size <= ALL_INDEXES || !/ON public\.notebook_rank .*(l24|l30)/.test(ddl))
        await db.exec(ddl);
    await db.exec('vacuum analyze notebook_rank');
    for (const [name, filter] of Object.entries(filters)) {
      const ask = (prefix = ''): Promise<object[]> => {
        const conditions = new Conditions();
        const head = rankHead({ timeframe: '7d', limit: 20, ...filter() }, conditions);
        return db.query(prefix + head, conditions.values);
      };
      await times(30, () => ask());
      const taken = await times(300, () => ask());
      // Blocks do not depend on how busy the machine is.
      const blocks: number[] = [];
      for (let i = 0; i < 100; i++)
        blocks.push(blocksOf(await ask('explain (analyze, buffers, format json) ')));
      blocks.sort((a, b) => a - b);
      console.log(
        `trending, ${String(size).padStart(8)} rows, ${name.padEnd(28)} p50 ${quantile(taken, 0.5).toFixed(2)} ms | p95 ${quantile(taken, 0.95).toFixed(2)} ms | blocks read p95 ${quantile(blocks, 0.95)}`,
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
