import { createHash } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** As they are, and what `scripts/bundle-web.mjs` made: compressed. */
const FOLDERS = ['../../public/', '../../dist/web/'].map((path) => new URL(path, import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
};

interface Asset {
  readonly body: Buffer;
  readonly gzipped: boolean;
  readonly type: string;
  readonly hash: string;
}

let all: ReadonlyMap<string, Asset> | undefined;
/** Files for browsers, read once. Their address carries a hash, so browsers keep them for ever. */
const assets = (): ReadonlyMap<string, Asset> => (all ??= new Map(FOLDERS.flatMap(filesOf)));

function filesOf(folder: URL): [string, Asset][] {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((file): [string, Asset][] => {
    const gzipped = file.endsWith('.gz');
    const name = gzipped ? file.slice(0, -3) : file;
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (type === undefined) return [];
    const body = fs.readFileSync(new URL(file, folder));
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    return [[name, { body, gzipped, type, hash }]];
  });
}

/** False for what a server that was not built lacks. */
export const hasAsset = (name: string): boolean => assets().has(name);

function find(name: string): Asset {
  const found = assets().get(name);
  if (found === undefined) throw new Error(`${name} is missing: build the server`);
  return found;
}

/** Address of a file. */
export const asset = (name: string): string => `/assets/${name}?v=${find(name).hash}`;

/** Text of a style sheet that is put into a document of its own. */
export const assetText = (name: string): string => find(name).body.toString('utf8');

/** Few ask for what is not packed, but each time costs as much as drawing a notebook. */
const unpackedAssets = new WeakMap<Asset, Buffer>();

function unpacked(packed: Asset): Buffer {
  const known = unpackedAssets.get(packed);
  if (known) return known;
  const body = zlib.gunzipSync(packed.body);
  unpackedAssets.set(packed, body);
  return body;
}

export function serveAssets(app: FastifyInstance): void {
  app.get<{ Params: { name: string }; Querystring: { v?: unknown } }>(
    '/assets/:name',
    { schema: { hide: true } },
    async (request, reply) => {
      const found = assets().get(request.params.name);
      if (found === undefined) return reply.callNotFound();
      const { body, gzipped, type, hash } = found;
      // Under the address of another version, a cache would keep this one for ever: of a rolling
      // update, or of somebody who knows what comes next.
      const own = request.query.v === hash;
      const takes = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      void reply
        .type(type)
        .header('cache-control', own ? 'public, max-age=31536000, immutable' : 'no-cache')
        .header('vary', 'accept-encoding');
      if (gzipped && takes) return reply.header('content-encoding', 'gzip').send(body);
      return reply.send(gzipped ? unpacked(found) : body);
    },
  );
}
