import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { FastifyInstance } from 'fastify';

const FOLDER = new URL('../../public/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Asset {
  readonly body: Buffer;
  readonly type: string;
  readonly hash: string;
}

/** Files of `public/`, read once. Their address carries a hash, so browsers keep them for ever. */
const ASSETS: ReadonlyMap<string, Asset> = new Map(
  fs.readdirSync(FOLDER).flatMap((name): [string, Asset][] => {
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (type === undefined) return [];
    const body = fs.readFileSync(new URL(name, FOLDER));
    return [
      [name, { body, type, hash: createHash('sha256').update(body).digest('hex').slice(0, 10) }],
    ];
  }),
);

/** Address of a file of `public/`. */
export function asset(name: string): string {
  const found = ASSETS.get(name);
  if (found === undefined) throw new Error(`public/${name} is missing`);
  return `/assets/${name}?v=${found.hash}`;
}

/** Text of a style sheet that is put into a document of its own. */
export function assetText(name: string): string {
  const found = ASSETS.get(name);
  if (found === undefined) throw new Error(`public/${name} is missing`);
  return found.body.toString('utf8');
}

export function serveAssets(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>(
    '/assets/:name',
    { schema: { hide: true } },
    async (request, reply) => {
      const found = ASSETS.get(request.params.name);
      if (found === undefined) return reply.callNotFound();
      return reply
        .type(found.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(found.body);
    },
  );
}
