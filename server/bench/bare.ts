/** Bare Fastify and pg that give the same bytes by the same rows, with the caller looked up: what the server is compared with. */
import crypto from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import pg from 'pg';
import { unpack } from '../src/store/packed.ts';

interface Given {
  readonly url: string;
  /** An answer of the server for each address: the same bytes are given here. */
  readonly trending: string;
}
const { url, trending } = workerData as Given;
const pool = new pg.Pool({ connectionString: url, max: 10 });
const app = Fastify({ bodyLimit: 20_000_000 });
const hash = (text: string | Buffer): Buffer => crypto.createHash('sha256').update(text).digest();

/** The caller, by a token if there is one. */
async function caller(request: FastifyRequest): Promise<string | null> {
  const token = request.headers.authorization;
  if (token === undefined) return null;
  const { rows } = await pool.query<{ user_id: string }>({
    name: 'who',
    text: 'select user_id from access_tokens where hash = $1',
    values: [hash(token)],
  });
  return rows[0]?.user_id ?? null;
}

function send(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const etag = `W/"${hash(text).toString('hex').slice(0, 32)}"`;
  void reply.header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').serializer(String).send(text);
}

interface Row {
  readonly ipynb: string;
  readonly is_public: boolean;
  readonly user_id: string | null;
}
app.get<{ Params: { id: string } }>('/api/notebook/:id', async (request, reply) => {
  const who = await caller(request);
  const { rows } = await pool.query<Row>({
    name: 'get',
    text: `select n.*, c.views, c.downloads, c.remixes, p.name as author, v.ipynb, v.sha256
      from notebooks n join notebook_counts c on c.notebook_id = n.id
      join bare_files v on v.notebook_id = n.id
      left join people p on p.id = n.user_id where n.share_id = $1 and n.state = 'live'`,
    values: [request.params.id],
  });
  const [row] = rows;
  if (row === undefined || (!row.is_public && row.user_id !== who)) return reply.code(404).send();
  const { ipynb, ...rest } = row;
  const head = JSON.stringify(rest);
  return send(request, reply, `${head.slice(0, -1)},"notebook_content":${ipynb}}`);
});
app.get('/api/trending', async (request, reply) => {
  await caller(request);
  const { rows } = await pool.query({
    name: 'trending',
    text: `select n.*, c.views, c.downloads, c.remixes, p.name as author, r.l7
      from (select notebook_id, l7 from notebook_rank order by l7 desc limit 20) r
      join notebooks n on n.id = r.notebook_id join notebook_counts c on c.notebook_id = n.id
      left join people p on p.id = n.user_id order by r.l7 desc`,
  });
  JSON.stringify(rows);
  return send(request, reply, trending);
});
app.post<{ Body: { title: string; recipe: object; ipynb: string } }>(
  '/api/notebook/publish',
  async (request, reply) => {
    await caller(request);
    const { title, recipe, ipynb } = request.body;
    const client = await pool.connect();
    try {
      const id = crypto.randomUUID();
      await client.query('begin');
      await client.query('insert into bare_notebooks values ($1, $2, $3, $4::text::jsonb)', [
        id,
        crypto.randomBytes(9).toString('base64url'),
        title,
        JSON.stringify(recipe),
      ]);
      await client.query('insert into bare_versions values ($1, 1, $2, $3)', [
        id,
        hash(ipynb).toString('hex'),
        ipynb,
      ]);
      await client.query('commit');
      return await reply.code(201).send({ share_id: id });
    } finally {
      client.release();
    }
  },
);
await pool.query(
  `create table bare_notebooks (id uuid primary key, share_id text unique, title text, recipe jsonb);
   create table bare_files (notebook_id uuid primary key, sha256 text, ipynb text);
   create table bare_versions (id uuid, version int, sha256 text, ipynb text, primary key (id, version))`,
);
// The same files as the server has, as text: packing them is its own affair.
const { rows: files } = await pool.query<{ notebook_id: string; sha256: string; packed: Buffer }>(
  'select notebook_id, sha256, packed from notebook_versions where packed is not null',
);
for (const { notebook_id, sha256, packed } of files) {
  await pool.query('insert into bare_files values ($1, $2, $3)', [
    notebook_id,
    sha256,
    unpack(packed),
  ]);
}
await pool.query('analyze bare_files');
await app.listen({ port: 0, host: '127.0.0.1' });
// SAFETY: a TCP server that listens has an AddressInfo.
parentPort?.postMessage((app.server.address() as AddressInfo).port);
