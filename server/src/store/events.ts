import { retrying, type Database, type Sql } from '../db/database.ts';
import { addPoints, NET_CAP, UNSIGNED, WEIGHTS } from './ranking.ts';

export type EventKind = 'view' | 'download' | 'remix';

export interface CountedEvent {
  readonly notebookId: string;
  readonly kind: EventKind;
  readonly visitor: Uint8Array;
  readonly net: Uint8Array;
  /** A signed-in person: full weight, no cap on the network. */
  readonly signed: boolean;
  /** The ranking ignores it (somebody's own notebook); the counter does not. */
  readonly own?: boolean;
  /** What is one of a kind a day; default: the notebook. Remixes: the root. */
  readonly onceFor?: string;
}

/**
 * Writes events in one go: who was seen today, caps, counters, hours, ranking.
 * Tables and rows are always locked in the same order.
 *
 * Views count once a visitor, notebook and day; downloads and remixes always.
 * Points are given once a visitor, notebook, kind and day.
 */
export async function writeEvents(
  sql: Sql,
  events: readonly CountedEvent[],
  now = Date.now(),
): Promise<void> {
  if (events.length === 0) return;
  const day = new Date(now).toISOString().slice(0, 10);
  const fresh = await firstSeen(sql, events, day);
  const allowed = await underCap(
    sql,
    events.filter((event) => fresh.has(event)),
    day,
  );

  const totals = new Map<string, { views: number; downloads: number; remixes: number }>();
  const points = new Map<string, number>();
  for (const event of events) {
    const total = totals.get(event.notebookId) ?? { views: 0, downloads: 0, remixes: 0 };
    totals.set(event.notebookId, total);
    if (event.kind === 'download') total.downloads++;
    else if (event.kind === 'remix') total.remixes++;
    else if (fresh.has(event)) total.views++;
    if (!allowed.has(event) || event.own === true) continue;
    const weight = WEIGHTS[event.kind] * (event.signed ? 1 : UNSIGNED);
    points.set(event.notebookId, (points.get(event.notebookId) ?? 0) + weight);
  }
  const ids = [...totals.keys()].sort();
  const column = (of: (id: string) => number): number[] => ids.map(of);
  const values = [
    ids,
    column((id) => totals.get(id)?.views ?? 0),
    column((id) => totals.get(id)?.downloads ?? 0),
    column((id) => totals.get(id)?.remixes ?? 0),
  ];
  await sql.query(
    `insert into notebook_counts as c (notebook_id, views, downloads, remixes)
     select id, v, d, r from unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) t (id, v, d, r)
     order by id
     on conflict (notebook_id) do update set views = c.views + excluded.views,
       downloads = c.downloads + excluded.downloads, remixes = c.remixes + excluded.remixes`,
    values,
  );
  await sql.query(
    `insert into notebook_hourly as h (notebook_id, hour, views, downloads, remixes, points)
     select id, date_trunc('hour', to_timestamp($5)), v, d, r, p
     from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $6::float8[]) t (id, v, d, r, p)
     order by id
     on conflict (notebook_id, hour) do update set views = h.views + excluded.views,
       downloads = h.downloads + excluded.downloads, remixes = h.remixes + excluded.remixes,
       points = h.points + excluded.points`,
    [...values, now / 1000, column((id) => points.get(id) ?? 0)],
  );
  await addPoints(sql, points, now / 1000);
}

/** The events that are the first of their kind from this visitor today. */
async function firstSeen(
  sql: Sql,
  events: readonly CountedEvent[],
  day: string,
): Promise<Set<CountedEvent>> {
  const keyOf = (event: CountedEvent): string =>
    [
      event.onceFor ?? event.notebookId,
      event.kind,
      Buffer.from(event.visitor).toString('hex'),
      dayOf(event),
    ].join(' ');
  // A signed-in person's remix of a root counts once for ever.
  const dayOf = (event: CountedEvent): string =>
    event.kind === 'remix' && event.signed ? 'infinity' : day;
  const byKey = new Map<string, CountedEvent>();
  for (const event of events) if (!byKey.has(keyOf(event))) byKey.set(keyOf(event), event);
  const sorted = [...byKey.keys()].sort();
  const chosen = sorted.flatMap((key) => byKey.get(key) ?? []);
  const rows = await sql.query<{ key: string }>(
    `insert into event_seen (day, notebook_id, kind, visitor)
     select d::date, i, k, v from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[]) t (d, i, k, v)
     on conflict do nothing
     returning notebook_id || ' ' || kind || ' ' || encode(visitor, 'hex') || ' ' || day as key`,
    [
      chosen.map(dayOf),
      chosen.map((event) => event.onceFor ?? event.notebookId),
      chosen.map((event) => event.kind),
      chosen.map((event) => Buffer.from(event.visitor)),
    ],
  );
  return new Set(rows.flatMap(({ key }) => byKey.get(key) ?? []));
}

/** The events that still give points: a network gets only so many a day. */
async function underCap(
  sql: Sql,
  events: readonly CountedEvent[],
  day: string,
): Promise<Set<CountedEvent>> {
  const allowed = new Set(events.filter((event) => event.signed));
  const byNet = new Map<string, CountedEvent[]>();
  for (const event of events) {
    if (event.signed) continue;
    const net = Buffer.from(event.net).toString('hex');
    byNet.set(net, [...(byNet.get(net) ?? []), event]);
  }
  if (byNet.size === 0) return allowed;
  const nets = [...byNet.keys()].sort();
  const rows = await sql.query<{ net: string; events: number }>(
    `insert into net_points as p (day, net, events)
     select $1::date, decode(net, 'hex'), n from unnest($2::text[], $3::int[]) t (net, n) order by net
     on conflict (day, net) do update set events = p.events + excluded.events
     returning encode(net, 'hex') as net, events`,
    [day, nets, nets.map((net) => byNet.get(net)?.length ?? 0)],
  );
  for (const { net, events: total } of rows) {
    const list = byNet.get(net) ?? [];
    const left = Math.max(0, NET_CAP - (total - list.length));
    for (const event of list.slice(0, left)) allowed.add(event);
  }
  return allowed;
}

export interface EventQueue {
  /** Counts exactly: resolves when the event is committed. Events that arrive meanwhile share a commit. */
  record(event: CountedEvent): Promise<void>;
  /** Counts within `delay` at the latest; not lost on a graceful stop. */
  later(event: CountedEvent): void;
  /** Writes everything now. */
  flush(): Promise<void>;
}

/**
 * Gathers events. `record` makes group commits: while one is on its way, the
 * next gathers, so a popular notebook costs no lock queue.
 *
 * @param delay milliseconds a view may wait
 */
export function createEventQueue(
  db: Database,
  onError: (error: unknown) => void,
  delay = 5000,
): EventQueue {
  let gathered: { event: CountedEvent; done?: (error?: unknown) => void }[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const MOST = 2000;

  async function writeGathered(): Promise<void> {
    const batch = gathered.splice(0, MOST);
    if (batch.length === 0) return;
    try {
      await retrying(db, (sql) =>
        writeEvents(
          sql,
          batch.map(({ event }) => event),
        ),
      );
      for (const { done } of batch) done?.();
    } catch (error) {
      for (const { done } of batch) done?.(error);
      // Views wait for the next attempt; a full buffer forgets the oldest.
      const views = batch.filter(({ done }) => done === undefined);
      gathered = [...views, ...gathered].slice(-50_000);
      onError(error);
      throw error;
    }
  }
  function start(): Promise<void> {
    running ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(writeGathered)
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
        if (gathered.some(({ done }) => done !== undefined)) void start();
      });
    return running;
  }
  return {
    record: (event) =>
      new Promise((resolve, reject) => {
        gathered.push({
          event,
          done: (error) => (error === undefined ? resolve() : reject(error as Error)),
        });
        void start();
      }),
    later(event) {
      gathered.push({ event });
      if (gathered.length >= MOST) void start();
      timer ??= setTimeout(() => {
        timer = undefined;
        void start();
      }, delay);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      if (running) await running;
      while (gathered.length > 0) await writeGathered();
    },
  };
}
