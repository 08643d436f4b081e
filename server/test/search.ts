import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { modelLines, QUERIES } from '../bench/model-ids.ts';
import { migrate } from '../src/db/migrate.ts';
import type { Database } from '../src/db/database.ts';
import { createModelSearch } from '../src/search/index.ts';
import { syncModels } from '../src/search/sync.ts';
import { onBothDatabases } from './both-databases.ts';
import type { Checks } from './harness.ts';

/** The index of model ids: filled, refreshed, resumed, searched with typing errors. */
async function suite(t: Checks, name: string, db: Database): Promise<void> {
  await migrate(db);
  const search = createModelSearch(db);
  await t.check(`${name}: an empty index says so and finds nothing`, async () => {
    assert.equal(await search.ready(), false);
    assert.deepEqual(await search.find('bert', 10), []);
  });
  await t.check(`${name}: 40 queries with typing errors over 30,000 ids`, async () => {
    const lines = Readable.from([...modelLines(30_000)].map((line) => `${line}\n`));
    assert.equal(await syncModels(db, { lines }), 30_000);
    const missed: string[] = [];
    for (const [query, expected] of QUERIES) {
      const found = await search.find(query, 10);
      assert.ok(found.length <= 10);
      if (!found.some((model) => model.id === expected)) missed.push(query);
    }
    assert.ok(missed.length <= 1, `missed: ${missed.join('; ')}`);
    assert.equal((await search.find('whisper', 10, 'image-classification')).length, 0);
    for (const odd of ["'", '((', 'a&b|c', '\\', '...', 'ü', '*'.repeat(200), 'x '.repeat(100)])
      await search.find(odd, 10);
  });
  await t.check(
    `${name}: sync-models pages through a hub, waits when asked, and goes on where it stopped`,
    async () => {
      const asked: string[] = [];
      let busy = true;
      const hub = http.createServer((request, response) => {
        const url = new URL(request.url ?? '/', 'http://hub');
        const page = Number(url.searchParams.get('cursor') ?? 0);
        asked.push(String(page));
        if (page === 1 && busy) {
          busy = false;
          response.writeHead(429, { 'retry-after': '1' });
          response.end();
          return;
        }
        if (page === 2 && asked.filter((one) => one === '2').length === 1) {
          response.destroy();
          return;
        }
        const next =
          page < 3
            ? {
                link: `<http://127.0.0.1:${(hub.address() as AddressInfo).port}/api/models?cursor=${page + 1}>; rel="next"`,
              }
            : {};
        response.writeHead(200, { 'content-type': 'application/json', ...next });
        response.end(
          JSON.stringify([
            {
              id: `paged/model-${page}`,
              downloads: 99,
              likes: 1,
              gated: 'auto',
              tags: ['license:mit'],
            },
            { broken: true },
          ]),
        );
      });
      await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
      const endpoint = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
      await syncModels(db, { endpoint, pause: 1, limit: 1 });
      assert.deepEqual(asked, ['0']);
      assert.equal(await syncModels(db, { endpoint, pause: 1 }), 30_004);
      assert.deepEqual(asked, ['0', '0', '1', '1', '2', '2', '3']);
      const [found] = await search.find('paged model 3', 1);
      assert.deepEqual([found?.id, found?.licence, found?.gated], ['paged/model-3', 'mit', true]);
      hub.close();
      hub.closeAllConnections();
    },
  );
}

export const searchSuite = (t: Checks): Promise<void> => onBothDatabases(t, suite);
