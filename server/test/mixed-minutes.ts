import assert from 'node:assert/strict';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { isLong, sleep, temporaryFolder, type Checks } from './harness.ts';
import { HONEST, HOSTILE } from './hostile-files.ts';
import { AS_INSTALLED, MOST_MEMORY } from './one-file.ts';
import { startServerProcess } from './server-process.ts';

const SECONDS = isLong ? 600 : 40;
/** Milliseconds between two small requests of one person. */
const PAUSE = 25;

interface Shared {
  readonly share_id: string;
  readonly manage_token: string;
}

/** What people do, all of it at once, for minutes, with dumps in between: memory levels off below its bound. */
export async function mixedMinutesSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const server = await startServerProcess(dir, {
    ALACARD_ANONYMOUS_PER_HOUR: '10000000',
    ALACARD_ADDRESS_MB_PER_DAY: '0',
    ALACARD_LOG: 'warn',
    ALACARD_DUMP_HOURS: String(SECONDS / 3600 / 4),
    ...AS_INSTALLED,
  });
  const until = Date.now() + SECONDS * 1000;
  const codes = new Map<string, number>();
  const curve: number[] = [];

  async function call(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(server.url + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const kind = `${Math.floor(response.status / 100)}xx`;
    codes.set(kind, (codes.get(kind) ?? 0) + 1);
    assert.ok(response.status < 500, `${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
    return { status: response.status, text };
  }
  const publish = async (ipynb: string, isPublic: boolean): Promise<Shared | null> => {
    const body = { title: 'Loaf', ipynb, recipe: recipeOf(), is_public: isPublic };
    const { status, text } = await call('POST', '/api/notebook/publish', body);
    // SAFETY: the answer of this endpoint; nobody is signed in.
    return status === 201 ? (JSON.parse(text) as Shared) : null;
  };

  /** One of many people with notebooks of the usual size. */
  async function small(lane: number): Promise<void> {
    const mine: Shared[] = [];
    for (let i = 0; Date.now() < until; i++) {
      const { share_id: id = '', manage_token = '' } =
        mine[Math.floor(Math.random() * mine.length)] ?? {};
      const asSomebody = { 'user-agent': `somebody ${lane} ${i}` };
      const kinds = [
        async () => {
          const shared = await publish(ipynbOf(`${i} ${'x = 1\n'.repeat(8000)}`), i % 36 !== 0);
          if (shared !== null) mine.push(shared);
        },
        () => call('POST', `/api/notebook/${id}/remix`, { ipynb: ipynbOf(`${i}`) }),
        () => call('GET', `/n/${id}/frame`),
        () => call('GET', `/api/notebook/${id}`),
        () => call('GET', `/n/${id}`),
        () => call('GET', `/n/${id}/preview.png`),
        () => call('GET', `/api/notebook/download/${id}`, undefined, asSomebody),
        () => call('GET', '/api/notebooks?q=loaf'),
        () => call('GET', '/api/trending'),
        () => call('POST', `/api/notebook/${id}/track`, { event: 'view' }, asSomebody),
        () => call('GET', '/'),
        () =>
          call(
            'PATCH',
            `/api/notebook/${id}`,
            { title: `Loaf ${i}` },
            { 'alacard-manage-token': manage_token },
          ),
      ];
      await (id === '' ? kinds[0] : kinds[i % kinds.length])?.();
      await sleep(PAUSE);
    }
  }
  /** Somebody with files of the largest size, hostile and honest, open and private, one after the other. */
  async function large(): Promise<void> {
    const files = Object.values({ ...HOSTILE, ...HONEST });
    for (let i = 0; Date.now() < until; i++) {
      const shared = await publish(files[i % files.length]?.() ?? '', i % 3 !== 0);
      if (shared === null) continue;
      const manage = { 'alacard-manage-token': shared.manage_token };
      for (const path of ['/n/ID/frame', '/api/notebook/ID', '/api/notebook/download/ID'])
        await call('GET', path.replace('ID', shared.share_id), undefined, manage);
      const path = `/api/notebook/${shared.share_id}`;
      await call('PATCH', path, { is_public: i % 3 === 0 }, manage);
      await call('DELETE', path, undefined, manage);
      await sleep(PAUSE);
    }
  }

  await t.check(
    `${SECONDS} s of everything: no 5xx, and memory stays below ${MOST_MEMORY} MB`,
    async () => {
      const look = setInterval(
        () => curve.push(Math.round(server.memory())),
        (SECONDS * 1000) / 20,
      );
      try {
        await Promise.all([small(0), small(1), small(2), large()]);
      } finally {
        clearInterval(look);
      }
      const counted = [...codes].map(([kind, n]) => `${n} × ${kind}`).join(', ');
      console.log(
        `   ${counted}; MB now and then: ${curve.join(' ')}; peak ${Math.round(server.peak())}`,
      );
      assert.ok(server.peak() < MOST_MEMORY, `${server.peak()} MB`);
    },
  );
  await t.check('it stops as it should', async () => assert.equal(await server.stop(), 0));
  remove();
}
