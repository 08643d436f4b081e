import crypto from 'node:crypto';
import net from 'node:net';
import { one, type Database } from '../db/database.ts';

/** The hashes of one day. */
export interface Day {
  /** Keyed hash of an address and a browser; unlinkable from one day to the next. */
  visitor(ip: string, agent: string): Uint8Array;
  /** Keyed hash of the network. */
  net(ip: string): Uint8Array;
}

export interface Visitors {
  today(): Promise<Day>;
}

/** The first three numbers of IPv4 (also when mapped into IPv6), the first 56 bits of IPv6: what one home is given. */
export function networkOf(ip: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(ip)?.[1];
  if (v4 !== undefined) return v4;
  if (!net.isIPv6(ip)) return ip;
  const [head = '', tail = ''] = ip.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::')
    ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  const [a, b, c, d = '0'] = [...left, ...zeros, ...right];
  return `${[a, b, c].join(':')}:${(Number.parseInt(d, 16) >> 8).toString(16)}`;
}

/**
 * The browsers behind one address count as a few visitors, whatever they call themselves:
 * a name costs nothing to make up.
 */
const BROWSERS = 4;
const browserClass = (agent: string): number =>
  (crypto.createHash('sha256').update(agent).digest()[0] ?? 0) % BROWSERS;

/**
 * Visitors are known for one day only: the key is random, shared by all servers
 * of a database, and written over the next day. The day is the database's: a
 * server whose clock is wrong neither keeps a key for longer nor ends one.
 */
export function createVisitors(db: Database): Visitors {
  let known: { until: number; readonly hashes: Promise<Day> } | undefined;

  async function fetchDay(): Promise<{ readonly hashes: Day; readonly left: number }> {
    // A key of tomorrow was made by a server that asked a moment later; one of a later day is not believed.
    const rows = await db.query<{ key: string; left: number }>(
      `insert into settings as s (name, value)
       select 'visitor-key', jsonb_build_object('day', today::text, 'key', $1::text)
       from (select (now() at time zone 'utc')::date as today) clock
       on conflict (name) do update set value = case
         when s.value->>'day' between excluded.value->>'day'
           and ((excluded.value->>'day')::date + 1)::text then s.value
         else excluded.value end
       returning value->>'key' as key, extract(epoch from
         date_trunc('day', now() at time zone 'utc') + interval '1 day' - (now() at time zone 'utc'))::float8 as left`,
      [crypto.randomBytes(32).toString('base64')],
    );
    const { key, left } = one(rows, 'visitor key');
    return { hashes: hashesOf(Buffer.from(key, 'base64')), left };
  }
  return {
    today() {
      // Time that has passed, not the time of day: the clock of this machine may be set meanwhile.
      if (known === undefined || performance.now() >= known.until) {
        const fetched = fetchDay();
        const mine = { until: Infinity, hashes: fetched.then(({ hashes }) => hashes) };
        known = mine;
        fetched.then(
          ({ left }) => (mine.until = performance.now() + left * 1000),
          () => {
            if (known === mine) known = undefined;
          },
        );
        mine.hashes.catch(() => undefined);
      }
      return known.hashes;
    },
  };
}

function hashesOf(bytes: Buffer): Day {
  const key = crypto.createSecretKey(bytes);
  const hash = (text: string): Uint8Array =>
    crypto.createHmac('sha256', key).update(text).digest().subarray(0, 8);
  return {
    visitor: (ip, agent) =>
      hash(`visitor|${net.isIPv6(ip) ? networkOf(ip) : ip}|${browserClass(agent)}`),
    net: (ip) => hash(`net|${networkOf(ip)}`),
  };
}
