import { again, type Database, type Sql } from '../db/database.ts';
import { addPoints, LN2, NET_CAP, NET_COUNTS, NOW, UNSIGNED, WEIGHTS } from './ranking.ts';

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
 * One statement, so that a batch costs one round trip: who was seen today, caps
 * of networks, counters, hours, ranking. Rows of each table are locked in order.
 *
 * $1 number, $2 notebook, $3 what it counts once for, $4 kind, $5 visitor, $6 network,
 * $7 signed, $8 weight, $9 whether it counts once for ever.
 *
 * The time is the database's: a server whose clock is wrong would put what it
 * counts on top of every list until that day has come.
 */
const TODAY = `(now() at time zone 'utc')::date`;
const WRITE = `
  with e as (
    select n, id, once, kind, visitor, net, signed, weight,
      case when forever then 'infinity'::date else ${TODAY} end as day
    from unnest($1::int[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[],
      $7::bool[], $8::float8[], $9::bool[])
      t (n, id, once, kind, visitor, net, signed, weight, forever)),
  seen as (
    insert into event_seen (day, notebook_id, kind, visitor)
    select distinct day, once, kind, visitor from e order by day, once, kind, visitor
    on conflict do nothing
    returning day, notebook_id as once, kind, visitor),
  fresh as (
    select distinct on (day, once, kind, visitor) e.*
    from e join seen using (day, once, kind, visitor) order by day, once, kind, visitor, n),
  nets as (
    insert into net_points as p (day, net, events)
    select ${TODAY}, net, count(*) from fresh where not signed group by net order by net
    on conflict (day, net) do update set events = p.events + excluded.events
    returning net, events),
  here as (
    insert into notebook_nets as p (day, notebook_id, kind, net, actors)
    select ${TODAY}, id, kind, net, count(*) from fresh where not signed
    group by id, kind, net order by id, kind, net
    on conflict (day, notebook_id, kind, net) do update set actors = p.actors + excluded.actors
    returning notebook_id as id, kind, net, actors),
  unsigned as (
    select f.*,
      nets.events - count(*) over (partition by net) + row_number() over (partition by net order by n)
        as of_net,
      here.actors - count(*) over (partition by id, kind, net)
        + row_number() over (partition by id, kind, net order by n) as actor
    from fresh f join nets using (net) join here using (id, kind, net) where not signed),
  points as (
    select id, sum(given) as points from (
      select id, weight as given from fresh where signed
      union all
      select id, weight * ${UNSIGNED} * ln((actor + 1)::float8 / actor) / ${LN2}
      from unsigned where of_net <= ${NET_CAP}) t
    where given > 0 group by id),
  counted as (
    select n from fresh where signed
    union all select n from unsigned where actor <= ${NET_COUNTS}),
  totals as (
    select id, count(*) filter (where kind = 'view' and n in (select n from counted)) as views,
      count(*) filter (where kind = 'download' and n in (select n from counted)) as downloads,
      count(*) filter (where kind = 'remix') as remixes
    from e group by id),
  counts as (
    insert into notebook_counts as c (notebook_id, views, downloads, remixes)
    select id, views, downloads, remixes from totals order by id
    on conflict (notebook_id) do update set views = c.views + excluded.views,
      downloads = c.downloads + excluded.downloads, remixes = c.remixes + excluded.remixes),
  hours as (
    insert into notebook_hourly as h (notebook_id, hour, views, downloads, remixes, points)
    select id, date_trunc('hour', now()), views, downloads, remixes, coalesce(points, 0)
    from totals left join points using (id) order by id
    on conflict (notebook_id, hour) do update set views = h.views + excluded.views,
      downloads = h.downloads + excluded.downloads, remixes = h.remixes + excluded.remixes,
      points = h.points + excluded.points)
  ${addPoints('points', NOW)}`;

/**
 * Writes events in one go. Views and downloads count once a visitor, notebook and
 * day, and of one network not more than `NET_COUNTS`; remixes always, as each is a
 * notebook that is there. Points are given once a visitor, notebook, kind
 * and day; a signed-in person's remix of a root counts once for ever. The
 * visitors of one network together weigh log2(1 + visitors).
 */
export async function writeEvents(sql: Sql, events: readonly CountedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.query(WRITE, [
    events.map((_, index) => index),
    events.map((event) => event.notebookId),
    events.map((event) => event.onceFor ?? event.notebookId),
    events.map((event) => event.kind),
    events.map((event) => Buffer.from(event.visitor)),
    events.map((event) => Buffer.from(event.net)),
    events.map((event) => event.signed),
    events.map((event) => (event.own === true ? 0 : WEIGHTS[event.kind])),
    events.map((event) => event.kind === 'remix' && event.signed),
  ]);
}

export interface EventQueue {
  /** Counts exactly: resolves when the event is committed. Events that arrive meanwhile share a commit. */
  record(event: CountedEvent): Promise<void>;
  /** Counts within `delay` at the latest; not lost on a graceful stop. */
  later(event: CountedEvent): void;
  /** Writes everything now. */
  flush(): Promise<void>;
}

interface Waits {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
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
  let gathered: { event: CountedEvent; waits?: Waits }[] = [];
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const MOST = 2000;

  async function writeGathered(): Promise<void> {
    const batch = gathered.splice(0, MOST);
    if (batch.length === 0) return;
    try {
      await again(() =>
        writeEvents(
          db,
          batch.map(({ event }) => event),
        ),
      );
      for (const { waits } of batch) waits?.resolve();
    } catch (error) {
      for (const { waits } of batch) waits?.reject(error);
      // Views wait for the next attempt; a full buffer forgets the oldest.
      const views = batch.filter(({ waits }) => waits === undefined);
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
        if (gathered.some(({ waits }) => waits !== undefined)) void start();
      });
    return running;
  }
  return {
    record: (event) =>
      new Promise((resolve, reject) => {
        gathered.push({ event, waits: { resolve, reject } });
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
