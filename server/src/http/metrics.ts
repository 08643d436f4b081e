import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../refusal.ts';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** `/metrics` for Prometheus: by token, or from this machine only. */
export function addMetrics(app: FastifyInstance, token: string | null): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'alacard_http_request_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'alacard_refusals_total',
    help: 'Requests answered with a problem document, by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const open = new Gauge({
    name: 'alacard_http_requests_in_flight',
    help: 'Requests being answered now.',
    registers: [registry],
  });
  app.addHook('onRequest', async () => open.inc());
  app.addHook('onError', async (_request, _reply, error) => {
    refused.inc({ code: error instanceof Refusal ? error.problem.code : error.code });
  });
  app.addHook('onResponse', async (request, reply) => {
    open.dec();
    seconds.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const allowed =
      token === null
        ? LOOPBACK.test(request.ip)
        : request.headers.authorization === `Bearer ${token}`;
    if (!allowed) {
      throw new Refusal(
        'forbidden',
        'Metrics are for this machine only, or for the bearer of ALACARD_METRICS_TOKEN.',
      );
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
