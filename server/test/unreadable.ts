import assert from 'node:assert/strict';
import net from 'node:net';
import { ProblemSchema } from '@alacard/core/sharing';
import { MAX_HEAD_BYTES } from '../src/http/unreadable.ts';
import type { Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

/** What never becomes a request: the answer is the same kind of document as everywhere. */
export async function unreadableSuite(t: Checks): Promise<void> {
  const standIn = await startIssuer();
  const w = await createWorld(standIn);
  const refused = async (bytes: string, status: number, code: string): Promise<void> => {
    const [head = '', body = ''] = (await say(w.url, bytes)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.match(head, /content-type: application\/problem\+json/);
    assert.match(head, /cache-control: no-store/);
    const found = ProblemSchema.parse(JSON.parse(body));
    assert.equal(found.code, code);
    assert.equal(found.status, status);
    assert.equal(/x-request-id: (\S+)/.exec(head)?.[1], found.request_id);
  };
  const long = 'x'.repeat(MAX_HEAD_BYTES);
  try {
    await t.check('an address that is too long', () =>
      refused(`GET /api/shuffle?locked_cards=${long} HTTP/1.1\r\n`, 431, 'head-too-large'),
    );
    await t.check('headers that are too long', () =>
      refused(`GET / HTTP/1.1\r\nHost: x\r\nCookie: a=${long}\r\n\r\n`, 431, 'head-too-large'),
    );
    await t.check('what is no HTTP', () =>
      refused('\u0016\u0003\u0001\r\n\r\n', 400, 'bad-request'),
    );
    await t.check('two lengths for one body', () =>
      refused(
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0',
        400,
        'bad-request',
      ),
    );
    await t.check('the longest address that is read is answered as usual', async () => {
      const path = `/api/shuffle?x=${'x'.repeat(MAX_HEAD_BYTES - 200)}`;
      const answer = await say(
        w.url,
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.match(answer, /invalid-request/);
    });
    await t.check('somebody who leaves in the middle troubles nobody', async () => {
      const { hostname, port } = new URL(w.url);
      for (let i = 0; i < 20; i++) {
        const socket = net.connect(Number(port), hostname);
        await new Promise((done) => socket.write(`GET /${long}`, done));
        socket.resetAndDestroy();
      }
      assert.equal((await fetch(`${w.url}/health`)).status, 200);
    });
    await t.check('500 uploads that never end keep nobody else waiting', async () => {
      const { hostname, port } = new URL(w.url);
      const uploads = Array.from({ length: 500 }, () => net.connect(Number(port), hostname));
      const head = `POST /api/notebook/publish HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n{"ipynb":"`;
      await Promise.all(
        uploads.map((socket) => new Promise((done) => socket.on('error', done).write(head, done))),
      );
      const shared = await w.share({ title: 'Meanwhile' });
      const asked = performance.now();
      assert.equal((await fetch(`${w.url}/n/${shared.share_id}`)).status, 200);
      const waited = performance.now() - asked;
      assert.ok(waited < 5000, `${waited} ms`);
      for (const socket of uploads) socket.destroy();
    });
  } finally {
    await w.stop();
    await standIn.close();
  }
}

/** Sends bytes as they are; gives what came back until the server closed. */
function say(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    let heard = '';
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer in 5 s')));
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}
