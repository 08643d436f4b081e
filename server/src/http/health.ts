import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/database.ts';
import { Unavailable } from '../db/unavailable.ts';

/** Whether this server is about to stop. */
export interface Leaving {
  readonly now: boolean;
}

/** Milliseconds the database may take to say that it is there. */
const PATIENCE = 2000;

/**
 * `/livez`: the process works; when not, only a new start helps. `/readyz`: send
 * requests here; not while the database is away, and not from the moment on
 * that this server has been asked to stop. `/health` is its older name.
 */
export function addHealth(app: FastifyInstance, db: Database, leaving: Leaving): void {
  app.get('/livez', { schema: { hide: true } }, async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    const broken = db.broken();
    if (broken) throw new Unavailable('away', broken.message, { cause: broken });
    return { status: 'ok' };
  });
  for (const url of ['/readyz', '/health']) {
    app.get(url, { schema: { hide: true } }, async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      if (leaving.now) {
        return reply.code(503).header('retry-after', 5).send({ status: 'stopping' });
      }
      const started = performance.now();
      await within(db.query('select 1 as ok'));
      return {
        status: 'ok',
        database: db.kind,
        database_ms: Math.round(performance.now() - started),
      };
    });
  }
  // Clients that keep a connection open are asked to look for another server.
  app.addHook('onSend', async (_request, reply) => {
    if (leaving.now) void reply.header('connection', 'close');
  });
}

export const isHealthCheck = (url: string): boolean =>
  ['/livez', '/readyz', '/health'].includes(url.split('?')[0] ?? '');

async function within(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unavailable('busy', `no answer within ${PATIENCE} ms`)),
      PATIENCE,
    );
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
