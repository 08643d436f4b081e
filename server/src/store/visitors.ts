import crypto from 'node:crypto';
import net from 'node:net';
import { one, type Database } from '../db/database.ts';

export interface Visitors {
  /** Keyed hash of an address and a browser; unlinkable from one day to the next. */
  visitor(ip: string, agent: string): Promise<Uint8Array>;
  /** Keyed hash of the network: /24 of IPv4, /64 of IPv6. */
  net(ip: string): Promise<Uint8Array>;
}

/** The first three numbers of IPv4 (also when mapped into IPv6), the first four groups of IPv6. */
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
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

/**
 * Visitors are known for one day only: the key is random, shared by all servers
 * of a database, and written over the next day.
 */
export function createVisitors(db: Database): Visitors {
  let known: { readonly day: string; readonly key: Promise<Buffer> } | undefined;

  async function fetchKey(day: string): Promise<Buffer> {
    const rows = await db.query<{ value: { key: string } }>(
      `insert into settings as s (name, value)
       values ('visitor-key', jsonb_build_object('day', $1::text, 'key', $2::text))
       on conflict (name) do update set value =
         case when s.value->>'day' >= excluded.value->>'day' then s.value else excluded.value end
       returning value`,
      [day, crypto.randomBytes(32).toString('base64')],
    );
    return Buffer.from(one(rows, 'visitor key').value.key, 'base64');
  }
  function today(): Promise<Buffer> {
    const day = new Date().toISOString().slice(0, 10);
    if (known?.day !== day) {
      const key = fetchKey(day);
      known = { day, key };
      key.catch(() => (known = undefined));
    }
    return known.key;
  }
  const hash = async (text: string): Promise<Uint8Array> =>
    crypto
      .createHmac('sha256', await today())
      .update(text)
      .digest()
      .subarray(0, 8);
  return {
    visitor: (ip, agent) => hash(`visitor|${net.isIPv6(ip) ? networkOf(ip) : ip}|${agent}`),
    net: (ip) => hash(`net|${networkOf(ip)}`),
  };
}
