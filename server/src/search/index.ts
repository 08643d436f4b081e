import type { Database } from '../db/database.ts';

export interface ListedModel {
  readonly id: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly licence: string | null;
  readonly downloads: number;
  readonly likes: number;
  readonly gated: boolean;
}

export interface ModelIndex {
  /** True when `sync-models` has filled the index. */
  ready(): Promise<boolean>;
  find(text: string, limit: number, task?: string): Promise<ListedModel[]>;
}

/** At most so many vocabulary words stand in for one word of the query. */
const EXPANSIONS = 12;
/** The most popular models have an index of their own and are asked first. */
export const POPULAR = 200_000;

/**
 * For each word of the query: the word itself, what begins with it, and what
 * is one (up to 6 letters) or two typing errors away; joined neighbours too
 * ("dino v2" finds "dinov2"), but only as they stand: fuzzy pairs find too much.
 */
const EXPAND = `
  select t.n::int as n, x.word, x.s
  from unnest($1::text[]) with ordinality t (w, n), lateral (
    select word,
      case when word = t.w then 9
        when word like t.w || '%' then 1 + ln(ndoc) / 10 - (length(word) - length(t.w)) * 0.05
        else 0.8 - 0.2 * levenshtein(word, t.w) + ln(ndoc) / 10 end as s
    from (
      (select word, ndoc from model_vocabulary where t.n <= $2 and word like t.w || '%' order by ndoc desc limit 40)
      union
      (select word, ndoc from model_vocabulary
        where t.n <= $2 and word % t.w and abs(length(word) - length(t.w)) <= 2
          and t.w !~ '^[0-9.]+$' and length(t.w) > 3
          and levenshtein_less_equal(word, t.w, 2) <= case when length(t.w) <= 6 then 1 else 2 end
        limit 60)
      union
      (select word, ndoc from model_vocabulary where word = t.w)) y
    order by s desc limit ${EXPANSIONS}) x`;

const quote = (word: string): string => `'${word.replace(/['\\]/g, '')}'`;

export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9.]+/)
    .map((word) => word.replace(/^\.+|(?<!\.)\.+$/g, ''))
    .filter(Boolean)
    .slice(0, 8);

/** `(a | b) & (c | d)`, where a joined pair of neighbours may stand for both. */
function tsquery(
  words: readonly string[],
  expanded: readonly { n: number; word: string }[],
): string | null {
  const group = (n: number): string | null => {
    const found = expanded.filter((row) => row.n === n).map((row) => quote(row.word));
    return found.length === 0 ? null : `(${found.join('|')})`;
  };
  const single = words.map((_, index) => group(index + 1));
  const known = single.filter((part) => part !== null);
  if (known.length === 0) return null;
  const plain = known.join('&');
  const alternatives = [plain];
  for (let index = 0; index + 1 < words.length; index++) {
    const joined = group(words.length + index + 1);
    if (joined === null) continue;
    const rest = single.filter((part, at) => part !== null && at !== index && at !== index + 1);
    alternatives.push([joined, ...rest].join('&'));
  }
  return alternatives.map((part) => `(${part})`).join('|');
}

/** Search over the optional index of model ids, forgiving typing errors. */
export function createModelSearch(db: Database): ModelIndex {
  let known: { readonly ready: boolean; readonly until: number } | undefined;
  return {
    async ready() {
      if (known && known.until > Date.now()) return known.ready;
      const rows = await db.query('select 1 as ok from model_index limit 1');
      known = { ready: rows.length > 0, until: Date.now() + 60_000 };
      return known.ready;
    },
    async find(text, limit, task) {
      const words = wordsOf(text);
      if (words.length === 0) return [];
      const pairs = words.slice(1).map((word, index) => `${words[index] ?? ''}${word}`);
      return db.tx(async (sql) => {
        await sql.query(
          `select set_config('pg_trgm.similarity_threshold', '0.25', true), set_config('enable_seqscan', 'off', true)`,
        );
        const expanded = await sql.query<{ n: number; word: string; s: number }>(EXPAND, [
          [...words, ...pairs],
          words.length,
        ]);
        const query = tsquery(words, expanded);
        if (query === null) return [];
        const found = `select m.id, m.task, m.library, m.licence, m.downloads, m.likes, m.gated
          from c join models m on m.id = c.id order by c.k`;
        const filter = task === undefined ? '' : 'and task = $2';
        const values = task === undefined ? [query] : [query, task];
        const popular = await sql.query<ListedModel>(
          `with c as (select k, id from model_index
             where k <= ${POPULAR} and tv @@ $1::tsquery ${filter} order by k limit ${limit}) ${found}`,
          values,
          { planned: 'anew' },
        );
        if (popular.length >= limit) return popular;
        return sql.query<ListedModel>(
          `with a as materialized (select k, id from model_index
             where tv @@ $1::tsquery ${filter} limit 20000),
           c as (select k, id from a order by k limit ${limit}) ${found}`,
          values,
          { planned: 'anew' },
        );
      });
    },
  };
}
