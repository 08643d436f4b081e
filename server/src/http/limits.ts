import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import rateLimit from '@fastify/rate-limit';
import type { Endpoint } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import { countInRedis } from './limit-store.ts';
import { Refusal } from '../refusal.ts';
import type { Viewer } from '../store/viewer.ts';

export type Limit = (
  rate: Endpoint['rate'] | 'hub' | 'sign-in',
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
) => Promise<void>;

/** For the metrics. `shared`: whether the counts are those of all servers; null: there is one only. */
export interface LimitState {
  shared: boolean | null;
}

const HOUR = 3_600_000;
/** Small events (views, run reports), and questions to the Hub, may come this many times as often as writes. */
const LIGHT = 10;
/** Tokens that may be tried an hour and address: a budget of its own, so that no writes lock anybody out. */
const SIGN_INS = 60;

/** Milliseconds Redis may take for one count. */
const REDIS_PATIENCE = 500;

/**
 * Limits an hour: by person when signed in, by address otherwise (IPv6 by /56).
 * Reading is not limited, but for the Hub's patience with us. With Redis,
 * several servers share the counts; while it is away, each counts for itself.
 */
export async function createLimits(
  app: FastifyInstance,
  perHour: { readonly anonymous: number; readonly signedIn: number },
  redisUrl: string | null,
  state: LimitState,
): Promise<Limit> {
  const redis =
    redisUrl === null
      ? null
      : new Redis(redisUrl, {
          connectTimeout: 2000,
          commandTimeout: REDIS_PATIENCE,
          maxRetriesPerRequest: 1,
          enableOfflineQueue: false,
        });
  // Said once, by the store of the counts; ioredis says it again at every attempt to connect.
  redis?.on('error', (error: Error) => app.log.debug({ err: error }, 'redis'));
  const counts =
    redis === null
      ? null
      : countInRedis(redis, 'alacard-rate-', (shared, error) => {
          state.shared = shared;
          if (shared) app.log.info('redis is back: limits are shared by all servers again');
          else app.log.warn({ err: error }, 'redis is away: every server counts limits for itself');
        });
  state.shared = counts === null ? null : true;
  // Counts before the connection stands would be those of this process.
  if (redis) await Promise.race([once(redis, 'ready').catch(() => undefined), pause(2000)]);
  await app.register(rateLimit, {
    global: false,
    // Attackers who rotate addresses must not push out the counts of others.
    cache: 100_000,
    ...(counts === null ? {} : { store: counts.Store }),
  });
  if (redis)
    app.addHook('onClose', async () => {
      await redis.quit().catch(() => redis.disconnect());
    });

  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const limiter = (name: string, times: number, most?: number) =>
    app.createRateLimit({
      timeWindow: HOUR,
      max: (request) =>
        most ?? (viewers.get(request)?.userId ? perHour.signedIn : perHour.anonymous) * times,
      keyGenerator: (request) => {
        const viewer = viewers.get(request);
        if (viewer?.userId) return `${name}:${viewer.userId}`;
        return `${name}:${Buffer.from(viewer?.net ?? []).toString('hex')}:${isV6(request.ip) ? '' : request.ip}`;
      },
    });
  const limiters = {
    write: limiter('w', 1),
    light: limiter('l', LIGHT),
    hub: limiter('h', LIGHT),
    'sign-in': limiter('s', 1, SIGN_INS),
  };

  return async (rate, request, reply, viewer) => {
    if (rate === 'none') return;
    viewers.set(request, viewer);
    const result = await limiters[rate](request);
    if (result.isAllowed) return;
    void reply.headers({
      'ratelimit-limit': result.max,
      'ratelimit-remaining': Math.max(0, result.remaining),
      'ratelimit-reset': result.ttlInSeconds,
    });
    if (!result.isExceeded) return;
    void reply.header('retry-after', result.ttlInSeconds);
    throw new Refusal(
      'rate-limited',
      `${result.max} requests an hour are allowed; try again in ${Math.ceil(result.ttlInSeconds / 60)} minutes.${viewer.userId === null ? ' Signed-in people may make ten times as many.' : ''}`,
    );
  };
}

const isV6 = (ip: string): boolean => ip.includes(':') && !/^::ffff:\d/i.test(ip);
