import assert from 'node:assert/strict';
import { endpoints } from '@alacard/core/sharing';
import fc from 'fast-check';
import { z } from 'zod';
import { isLong, type Checks, value } from './harness.ts';
import type { World } from './world.ts';

/** Pages that read numbers, dates or cursors out of their address; the API's are in `endpoints`. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  '/': ['model', 'recipe', 'remix', 'deal', 'code'],
  '/gallery': ['cursor', 'q', 'sort', 'model', 'task', 'topic', 'difficulty', 'component'],
  '/trending': ['timeframe', 'cursor', 'model', 'topic'],
  '/n/:share_id': ['version'],
  '/n/:share_id/frame': ['version', 'theme'],
  '/n/:share_id/preview.png': ['version'],
  '/embed/:share_id': ['version'],
  '/assets/alacard.css': ['v'],
};
const ID = '11111111-1111-4111-8111-111111111111';

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, NaN, Infinity, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 8.64e15),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddNumber.map((number) => (typeof number === 'bigint' ? Number(number) : number)),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(null, true, '', 'x', '-infinity', '0000-01-01', '275760-09-13', [], {}),
  fc.string(),
);
/** Made as the server makes them, of what it would not put in. */
const cursor = fc
  .oneof(
    fc.tuple(oddValue, fc.constantFrom(ID, ID.toUpperCase(), 'x')),
    fc.array(oddValue, { maxLength: 3 }),
    oddValue,
  )
  .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'));
const odd = fc.oneof(oddNumber.map(String), cursor, fc.string(), fc.string({ unit: 'binary' }));

/** Numbers, dates and cursors nobody would send: an answer, and never that of a broken server. */
export async function oddQuerySuite(t: Checks, w: World): Promise<void> {
  const { share_id } = await w.share();
  value(await w.anonymous.call('remix', { params: { share_id }, body: {} }));
  const addresses: (readonly [path: string, names: readonly string[]])[] = [
    ...Object.entries(PAGES),
    ...Object.values(endpoints)
      .filter(({ method }) => method === 'GET')
      .map(
        (endpoint) =>
          [
            endpoint.path,
            'query' in endpoint && endpoint.query instanceof z.ZodObject
              ? Object.keys(endpoint.query.shape)
              : [],
          ] as const,
      ),
  ].filter(([, names]) => names.length > 0);
  const question = fc.constantFrom(...addresses).chain(([path, names]) =>
    fc.record({
      path: fc.constant(path),
      // One or two odd ones, so that the second is looked at where the first is let through.
      query: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), odd), {
        minLength: 1,
        maxLength: 2,
        selector: ([name]) => name,
      }),
    }),
  );
  const numRuns = isLong ? 5000 : 500;
  await t.check(
    `${numRuns} odd numbers, dates and cursors at ${addresses.length} addresses: no 500`,
    async () => {
      assert.ok(addresses.length > 12, 'the addresses are found');
      const codes = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(question, async ({ path, query }) => {
          const search = new URLSearchParams(
            query.map(([name, text]): [string, string] => [name, text.toWellFormed()]),
          );
          const address = `${path.replace(/:[a-z_]+/g, share_id)}?${search.toString()}`;
          const response = await fetch(w.url + address, { redirect: 'manual' });
          await response.arrayBuffer();
          codes.set(response.status, (codes.get(response.status) ?? 0) + 1);
          assert.ok(response.status < 500, `${address}: ${response.status}`);
        }),
        { numRuns },
      );
      assert.ok(codes.has(200) && codes.has(400), 'some are taken, some refused');
    },
  );
  await t.check('numbers in the address itself: no 500', async () => {
    await fc.assert(
      fc.asyncProperty(oddNumber, async (number) => {
        const path = `/api/notebook/${share_id}/versions/${encodeURIComponent(String(number))}`;
        const response = await fetch(w.url + path, { method: 'DELETE' });
        assert.ok(response.status >= 400 && response.status < 500, `${path}: ${response.status}`);
      }),
      { numRuns: 60 },
    );
  });
}
