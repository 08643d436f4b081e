import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { isHealthCheck } from './health.ts';
import { Refusal } from '../refusal.ts';

/** Half of the event loop's turns of the last seconds took longer than this: no time for more work. */
const LIMIT = 2000;
const EVERY = 2000;

/** Refuses requests while the event loop cannot keep up, so that the ones under way get done. */
export function addPressure(app: FastifyInstance): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let busy = false;
  const timer = setInterval(() => {
    // A sleeping machine, or one that has just started, has too few turns to tell.
    busy = delay.count >= 3 && delay.percentile(50) / 1e6 > LIMIT;
    delay.reset();
  }, EVERY);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delay.disable();
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!busy || isHealthCheck(request.url)) return;
    void reply.header('retry-after', 5);
    throw new Refusal('unavailable', 'The server is busy. Try again in a few seconds.');
  });
}
