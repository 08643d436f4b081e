import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createBytesCache } from '../store/bytes-cache.ts';
import { sha256 } from '../store/identifiers.ts';
import { unchanged } from './not-modified.ts';

/** How long a list is shown without asking again, in milliseconds. */
const FRESH = 2000;
const MOST_BYTES = 8 * 1024 * 1024;
/** For caches between here and the readers. */
const PUBLIC = 'public, s-maxage=10, stale-while-revalidate=60';

/** Lists that are the same for everybody. */
export interface PublicLists {
  /** What `make` gave a moment ago; those who ask meanwhile wait for one and the same. */
  kept<T>(key: string, make: () => Promise<T>): Promise<T>;
  /** Answers with such a list as JSON, or by 304. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    key: string,
    make: () => Promise<object>,
  ): Promise<FastifyReply>;
  /** Lets caches in between keep an answer, where no person is known by it. */
  open(request: FastifyRequest, reply: FastifyReply): void;
}

/**
 * Keeps them in memory for a moment. Whatever is written through this server
 * drops all of them before its answer leaves: who withholds, deletes or hides
 * something does not see it again.
 */
export function createPublicLists(
  app: FastifyInstance,
  { membersOnly }: { readonly membersOnly: boolean },
): PublicLists {
  interface Kept {
    readonly value: unknown;
    readonly bytes: number;
    readonly until: number;
  }
  let cache = createBytesCache<Kept>(MOST_BYTES);
  let making = new Map<string, Promise<unknown>>();
  app.addHook('onSend', async (request, reply, payload) => {
    const refused = reply.statusCode >= 400 && reply.statusCode < 500;
    if (request.method !== 'GET' && request.method !== 'HEAD' && !refused) {
      cache = createBytesCache<Kept>(MOST_BYTES);
      // What was begun before the write may not show it: nobody else is given that.
      making = new Map();
    }
    return payload;
  });

  async function kept<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = cache.get(key);
    // SAFETY: a key stands for one kind of list, named in it.
    if (known !== undefined && known.until > performance.now()) return known.value as T;
    const under = making.get(key);
    if (under !== undefined) return under as Promise<T>;
    const [into, among] = [cache, making];
    const work = make()
      .then((value) => {
        const bytes = Buffer.isBuffer(value) ? value.length : JSON.stringify(value).length * 2;
        into.set(key, { value, bytes: bytes + key.length * 2, until: performance.now() + FRESH });
        return value;
      })
      .finally(() => among.delete(key));
    among.set(key, work);
    return work;
  }

  function open(request: FastifyRequest, reply: FastifyReply): void {
    const { authorization, cookie } = request.headers;
    const anybody = !membersOnly && authorization === undefined && cookie === undefined;
    void reply.header('cache-control', anybody ? PUBLIC : 'private, no-cache');
  }

  return {
    kept,
    open,
    async send(request, reply, key, make) {
      const { text, etag } = await kept(`json ${key}`, async () => {
        const made = JSON.stringify(await make());
        return { text: made, etag: `W/"${sha256(made).slice(0, 32)}"` };
      });
      open(request, reply);
      if (unchanged(reply, etag, request.headers['if-none-match'])) return reply.send();
      return reply
        .type('application/json; charset=utf-8')
        .serializer((value: unknown) => String(value))
        .send(text);
    },
  };
}
