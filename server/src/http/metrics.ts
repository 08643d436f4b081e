import http from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import type { LimitState } from './limits.ts';
import { Refusal } from '../refusal.ts';
import { hashOf, sameBytes } from '../store/identifiers.ts';

/**
 * `/metrics` for Prometheus: by token, or at a port of its own that only this
 * machine reaches. Never by address: behind a proxy of the same machine everybody
 * has that one.
 */
export async function addMetrics(
  app: FastifyInstance,
  { metricsToken: token, metricsPort }: Pick<Config, 'metricsToken' | 'metricsPort'>,
  { db, limits }: { readonly db: Database; readonly limits: LimitState },
): Promise<void> {
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
  // A hook before this one may have refused the request already.
  const counted = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request) => {
    counted.add(request);
    open.inc();
  });
  new Gauge({
    name: 'alacard_database_work',
    help: 'Work at the database: under way, or waiting for its turn.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { busy, waiting } = db.load();
      this.set({ state: 'busy' }, busy);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Gauge({
    name: 'alacard_limits_shared',
    help: '1: limits are counted for all servers together (Redis). 0: Redis is away, each counts for itself. None: no Redis is set.',
    registers: [registry],
    collect() {
      this.reset();
      if (limits.shared === null) this.remove();
      else this.set(limits.shared ? 1 : 0);
    },
  });
  app.addHook('onError', async (_request, _reply, error) => {
    refused.inc({ code: error instanceof Refusal ? error.problem.code : error.code });
  });
  app.addHook('onResponse', async (request, reply) => {
    if (counted.has(request)) open.dec();
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
    const given = request.headers.authorization ?? '';
    if (token === null || !sameBytes(hashOf(given), hashOf(`Bearer ${token}`))) {
      throw new Refusal(
        'forbidden',
        'Metrics are for the bearer of ALACARD_METRICS_TOKEN, or at ALACARD_METRICS_PORT of the machine itself.',
      );
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  if (metricsPort !== null) await listenOn(app, metricsPort, registry);
}

async function listenOn(app: FastifyInstance, port: number, registry: Registry): Promise<void> {
  const server = http.createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  app.addHook('onClose', async () => {
    server.close();
    server.closeAllConnections();
  });
}
