import readline from 'node:readline';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { POPULAR } from './index.ts';

export interface SyncOptions {
  /** Address of the Hub. */
  readonly endpoint?: string;
  readonly fetch?: typeof fetch;
  /** JSON lines `{"id", "downloads", …}` instead of the Hub. */
  readonly lines?: NodeJS.ReadableStream;
  /** Stop after so many models. */
  readonly limit?: number;
  /** Least milliseconds between two requests: polite. */
  readonly pause?: number;
  readonly report?: (line: string) => void;
}

const ModelSchema = z.object({
  id: z.string().max(200),
  pipeline_tag: z.string().nullish(),
  library_name: z.string().nullish(),
  downloads: z.number().int().nonnegative().catch(0),
  likes: z.number().int().nonnegative().catch(0),
  gated: z.union([z.boolean(), z.string()]).catch(false),
  tags: z.array(z.string()).catch([]),
});
type HubModel = z.infer<typeof ModelSchema>;

const PAGE = 1000;

/**
 * Fills `models` page by page and rebuilds the search index. The place it has
 * come to is kept in the database: started again, it goes on there.
 *
 * @returns models in the index
 */
export async function syncModels(db: Database, options: SyncOptions = {}): Promise<number> {
  const pages = options.lines === undefined ? hubPages(db, options) : filePages(options.lines);
  let seen = 0;
  for await (const models of pages) {
    await store(db, models);
    seen += models.length;
    options.report?.(`${seen} models`);
    if (options.limit !== undefined && seen >= options.limit) break;
  }
  return rebuild(db, options.report);
}

async function* filePages(lines: NodeJS.ReadableStream): AsyncGenerator<HubModel[]> {
  let page: HubModel[] = [];
  for await (const line of readline.createInterface({ input: lines, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const parsed = ModelSchema.safeParse(JSON.parse(line));
    if (parsed.success) page.push(parsed.data);
    if (page.length >= PAGE * 5) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

const PLACE = 'model-sync';

async function* hubPages(
  db: Database,
  {
    endpoint = process.env['HF_ENDPOINT'] ?? 'https://huggingface.co',
    fetch: ask = fetch,
    pause = 500,
    report,
  }: SyncOptions,
): AsyncGenerator<HubModel[]> {
  const fields = ['pipeline_tag', 'library_name', 'downloads', 'likes', 'gated', 'tags'];
  const first = `${endpoint}/api/models?limit=${PAGE}&sort=downloads&direction=-1&${fields.map((field) => `expand[]=${field}`).join('&')}`;
  const [place] = await db.query<{ value: { next: string | null } }>(
    'select value from settings where name = $1',
    [PLACE],
  );
  let next: string | null = place?.value.next ?? first;
  if (place?.value.next) report?.('going on where the last run stopped');
  while (next !== null) {
    const { models, following } = await hubPage(ask, next, report);
    yield models;
    // Kept only after the page has been stored.
    next = following;
    await db.query(
      `insert into settings (name, value) values ($1, jsonb_build_object('next', $2::text))
       on conflict (name) do update set value = excluded.value`,
      [PLACE, next],
    );
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function hubPage(
  ask: typeof fetch,
  address: string,
  report: SyncOptions['report'],
): Promise<{ models: HubModel[]; following: string | null }> {
  for (let attempt = 1; ; attempt++) {
    const response = await ask(address, { signal: AbortSignal.timeout(60_000) }).catch(
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    if (!(response instanceof Error) && response.ok) {
      const rows = z.array(z.unknown()).parse(await response.json());
      const models = rows.flatMap((row) => ModelSchema.safeParse(row).data ?? []);
      const link = /<([^<>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      return { models, following: link ?? null };
    }
    const reason = response instanceof Error ? response.message : `status ${response.status}`;
    if (attempt >= 6)
      throw new Error(
        `The Hub does not answer (${reason}). Run sync-models again later; it goes on where it stopped.`,
      );
    const asked = response instanceof Error ? null : response.headers.get('retry-after');
    const seconds = Math.min(300, Number(asked) || 2 ** attempt);
    report?.(`the Hub asks to wait (${reason}): ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

async function store(db: Database, models: readonly HubModel[]): Promise<void> {
  const unique = [...new Map(models.map((model) => [model.id, model])).values()];
  await db.query(
    `insert into models (id, task, library, licence, downloads, likes, gated)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bool[])
     on conflict (id) do update set task = excluded.task, library = excluded.library,
       licence = excluded.licence, downloads = excluded.downloads, likes = excluded.likes,
       gated = excluded.gated, seen_at = now()`,
    [
      unique.map((model) => model.id),
      unique.map((model) => model.pipeline_tag ?? null),
      unique.map((model) => model.library_name ?? null),
      unique.map((model) => model.tags.find((tag) => tag.startsWith('license:'))?.slice(8) ?? null),
      unique.map((model) => model.downloads),
      unique.map((model) => model.likes),
      unique.map((model) => model.gated !== false),
    ],
  );
}

/**
 * Rows in order of popularity; words, and their runs of letters and digits:
 * "qwen2.5" gives qwen2.5, qwen and 2.5. Built beside and swapped in.
 */
async function rebuild(db: Database, report: SyncOptions['report']): Promise<number> {
  report?.('building the index');
  await db.exec(`
    drop table if exists model_index_new, model_vocabulary_new;
    create table model_index_new as
      select row_number() over (order by downloads desc, id)::int as k, id, task,
        array_to_tsvector(array(
          select distinct word from (
            select w as word from regexp_split_to_table(lower(id), '[^a-z0-9.]+') w
            union all
            select m[1] from regexp_matches(lower(id), '([a-z]+|[0-9]+(?:\\.[0-9]+)*)', 'g') m
          ) words where length(word) between 1 and 60)) as tv
      from models;
    alter table model_index_new enable row level security;
    create index on model_index_new using gin (tv);
    create index on model_index_new using gin (tv) where k <= ${POPULAR};
    create unique index on model_index_new (k);
    create table model_vocabulary_new as select word, ndoc from ts_stat('select tv from model_index_new');
    alter table model_vocabulary_new enable row level security;
    create index on model_vocabulary_new using gin (word gin_trgm_ops);
    create index on model_vocabulary_new (word text_pattern_ops);
    analyze model_index_new;
    analyze model_vocabulary_new;
    analyze models;`);
  await db.tx(async (sql) => {
    await sql.query('drop table model_index');
    await sql.query('drop table model_vocabulary');
    await sql.query('alter table model_index_new rename to model_index');
    await sql.query('alter table model_vocabulary_new rename to model_vocabulary');
  });
  const [row] = await db.query<{ count: number }>('select count(*) as count from model_index');
  return row?.count ?? 0;
}
