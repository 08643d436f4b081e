/** The whole server over HTTP, beside bare Fastify and pg that do the same work, in turn. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createSharing } from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from '../test/fake-maker.ts';
import { temporaryFolder, value } from '../test/harness.ts';
import { startServerProcess } from '../test/server-process.ts';
import { KEYS, SECRET } from '../test/world.ts';
import { httpClients, type Request } from './http-clients.ts';
import { compare, type Effort } from './measure.ts';

const SHARED = 300;
/** What part of the bare rate the server must reach. */
const GOALS = { get: 0.7, trending: 0.6, mixed: 0.5, 'share write': 0.5 } as const;

export async function http(url: string, effort: Effort): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const server = await startServerProcess(path.join(dir, 'server'), {
    ALACARD_LOG: 'silent',
    DATABASE_URL: url,
    ALACARD_SECRET: SECRET,
    ALACARD_KEYS: KEYS,
    ALACARD_ANONYMOUS_PER_HOUR: '100000000',
    ALACARD_ADDRESS_MB_PER_DAY: '0',
    ALACARD_DRAIN_SECONDS: '0',
  });
  const client = createSharing({ fetch, baseUrl: server.url });
  const words = 'model tokenizer prompt load generate output tensor device pipeline'.split(' ');
  const text = Array.from(
    { length: 8000 },
    (_, i) => words[(i * 7 + (i >> 3)) % words.length],
  ).join(' ');
  const body = (i: number) => ({
    title: `Loaf ${i}`,
    ipynb: ipynbOf(`${i} ${text}`),
    recipe: recipeOf({ topic: { id: `topic-${i % 20}` } }),
  });
  const ids: string[] = [];
  for (let i = 0; i < SHARED; i++)
    ids.push(value(await client.call('publish', { body: body(i) })).share_id);
  const trending = await (await fetch(`${server.url}/api/trending`)).text();
  const bare = new Worker(new URL('bare.ts', import.meta.url), { workerData: { url, trending } });
  const port = await new Promise<number>((resolve, reject) => {
    bare.once('message', resolve);
    bare.once('error', reject);
  });
  const web = httpClients();
  const get = (at: string): Request[] => ids.map((id) => ({ address: `${at}/api/notebook/${id}` }));
  const list = (at: string): Request[] => [{ address: `${at}/api/trending` }];
  const share = (at: string): Request[] => [
    { address: `${at}/api/notebook/publish`, body: JSON.stringify(body(0)) },
  ];
  const some = (at: string, all: (from: string) => Request[], count: number): Request[] =>
    Array.from({ length: count }, (_, i) => all(at)[i % all(at).length] as Request);
  const mixed = (at: string): Request[] => [
    ...some(at, get, 70),
    ...some(at, list, 20),
    ...some(at, share, 10),
  ];
  const requests = { get, trending: list, mixed, 'share write': share };
  const missed: string[] = [];
  let compared = 0;
  for (const name of ['get', 'trending', 'mixed', 'share write'] as const)
    for (const clients of [1, 16, 64]) {
      const bareSide = web.ask(requests[name](`http://127.0.0.1:${port}`));
      const found = await compare(name, clients, effort, bareSide, {
        server: web.ask(requests[name](server.url)),
      });
      compared++;
      const ratio = found['server'] ?? NaN;
      if (!(ratio >= GOALS[name]))
        missed.push(`${name}, ${clients} clients: ${ratio.toFixed(2)} of ${GOALS[name]}`);
    }
  console.log(`goals over HTTP: ${compared - missed.length} of ${compared} reached`);
  for (const one of missed) console.log(`   missed: ${one}`);
  // The figures of a busy machine mean little: whoever holds a server to them says so.
  if (missed.length > 0 && process.argv.includes('--goals')) process.exitCode = 1;
  await web.stop();
  await bare.terminate();
  await server.stop();
  remove();
}
