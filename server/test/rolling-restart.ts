import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import {
  beside,
  createDatabase,
  elsewhere,
  sleep,
  temporaryFolder,
  type Checks,
} from './harness.ts';
import { startServerProcess } from './server-process.ts';
import { KEYS, SECRET } from './world.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Two servers behind haproxy, each stopped and started again while people read and write. */
export async function rollingRestartSuite(t: Checks): Promise<void> {
  if (spawnSync('haproxy', ['-v']).error)
    return t.skip('rolling restart', 'haproxy is not installed');
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('rolling restart', database);
  const { dir, remove } = temporaryFolder();
  const [front, ...ports] = await Promise.all([freePort(), freePort(), freePort()]);
  const begin = (port: number) =>
    startServerProcess(
      path.join(dir, String(port)),
      {
        DATABASE_URL: database.url,
        ALACARD_SECRET: SECRET,
        ALACARD_KEYS: KEYS,
        ALACARD_LOG: 'silent',
        ALACARD_DRAIN_SECONDS: '3',
        ALACARD_TRUST_PROXY: 'loopback',
        ALACARD_ANONYMOUS_PER_HOUR: '1000000',
      },
      ['--port', String(port)],
    );
  const servers = await Promise.all(ports.map(begin));
  const config = path.join(dir, 'haproxy.cfg');
  fs.writeFileSync(
    config,
    `defaults
  mode http
  option forwardfor
  timeout connect 2s
  timeout client 60s
  timeout server 60s
frontend front
  bind 127.0.0.1:${front}
  default_backend servers
backend servers
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
${ports.map((port, i) => `  server s${i} 127.0.0.1:${port} check inter 500 fall 2 rise 1`).join('\n')}
`,
  );
  const haproxy = spawn('haproxy', ['-f', config, '-db'], { stdio: 'ignore' });
  await sleep(1500);
  const url = `http://127.0.0.1:${front}`;
  const post = (at: string, body: object) =>
    fetch(`${url}${at}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const shared = await post('/api/notebook/publish', {
    title: 'Loaf',
    ipynb: ipynbOf(),
    recipe: recipeOf(),
  });
  const { share_id } = (await shared.json()) as { share_id: string };

  await t.check(
    'a rolling restart of both under load: no request fails, counts are exact',
    async () => {
      let asked = 0;
      const counts = { remix: 0, download: 0, read: 0 };
      const failed: string[] = [];
      const ask = async (
        kind: keyof typeof counts,
        work: () => Promise<Response>,
      ): Promise<void> => {
        try {
          const answer = await work();
          await answer.arrayBuffer();
          if (answer.ok) counts[kind]++;
          else failed.push(`${kind} ${answer.status}`);
        } catch (error) {
          failed.push(`${kind} ${String(error)}`);
        }
      };
      const lane = async (going: () => boolean): Promise<void> => {
        while (going()) {
          await ask('remix', () => post(`/api/notebook/${share_id}/remix`, { ipynb: ipynbOf() }));
          await ask('download', () =>
            fetch(`${url}/api/notebook/download/${share_id}`, { headers: elsewhere(asked++) }),
          );
          await ask('read', () => fetch(`${url}/api/trending`));
        }
      };
      await beside(
        async () => {
          for (const [i, server] of servers.entries()) {
            await sleep(1500);
            const port = ports[i] ?? 0;
            assert.equal(await server.stop(), 0);
            servers[i] = await begin(port);
            await sleep(1500);
          }
        },
        (going) => Array.from({ length: 6 }, () => lane(going)),
      );
      console.log(`   ${JSON.stringify(counts)} answered, ${failed.length} failed`);
      assert.deepEqual(failed, []);
      const { metrics } = (await (await fetch(`${url}/api/notebook/${share_id}`)).json()) as {
        metrics: { remix_count: number; download_count: number };
      };
      assert.equal(metrics.remix_count, counts.remix);
      assert.equal(metrics.download_count, counts.download);
    },
  );
  haproxy.kill();
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
  remove();
}
