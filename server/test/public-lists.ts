import assert from 'node:assert/strict';
import { recipeOf } from './fake-maker.ts';
import { value, type Checks } from './harness.ts';
import type { World } from './world.ts';

/** Lists that are the same for everybody: kept for a moment, and never for longer than what they show is there. */
export async function listSuite(t: Checks, w: World): Promise<void> {
  const topic = `list${Math.random().toString(36).slice(2, 10)}`;
  const addresses = [
    `/api/notebooks?topic=${topic}`,
    `/api/trending?topic=${topic}`,
    `/gallery?topic=${topic}`,
    `/trending?topic=${topic}`,
  ];
  const read = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(w.url + address, { headers });
    return { answer, text: await answer.text() };
  };
  const share = (title: string) =>
    w.share({ as: w.alice, title, recipe: recipeOf({ topic: { id: topic } }) });

  await t.check(
    'caches in between may keep lists of nobody in particular, and only those',
    async () => {
      for (const address of addresses) {
        const anybody = (await read(address)).answer.headers.get('cache-control');
        assert.equal(anybody, 'public, s-maxage=10, stale-while-revalidate=60', address);
        for (const headers of [
          { authorization: `Bearer ${w.tokens.alice}` },
          { cookie: 'alacard_session=x' },
        ])
          assert.equal(
            (await read(address, headers)).answer.headers.get('cache-control'),
            'private, no-cache',
          );
      }
    },
  );

  await t.check('what is withheld, hidden or deleted is gone from the lists at once', async () => {
    const shared = await share('Sourdough for now');
    const shown = async (): Promise<boolean[]> =>
      Promise.all(
        addresses.map(async (address) => (await read(address)).text.includes('Sourdough for now')),
      );
    const all = [true, true, true, true];
    const none = [false, false, false, false];
    assert.deepEqual(await shown(), all);
    value(
      await w.operator.call('withhold', {
        params: shared,
        body: { reason: 'a check', recognise: false },
      }),
    );
    assert.deepEqual(await shown(), none);
    value(await w.operator.call('restore', { params: shared, body: { reason: 'a check' } }));
    assert.deepEqual(await shown(), all);
    value(await w.alice.call('edit', { params: shared, body: { is_public: false } }));
    assert.deepEqual(await shown(), none);
    value(await w.alice.call('edit', { params: shared, body: { is_public: true } }));
    assert.deepEqual(await shown(), all);
    value(await w.alice.call('delete', { params: shared }));
    assert.deepEqual(await shown(), none);
  });

  await t.check(
    'a list that was being read while something was deleted is given to nobody after',
    async () => {
      for (let round = 0; round < 10; round++) {
        const shared = await share(`Round ${round}`);
        const [address = ''] = addresses;
        const reads = Array.from({ length: 6 }, () => read(address));
        value(await w.alice.call('delete', { params: shared }));
        assert.ok(!(await read(address)).text.includes(`Round ${round}"`), `round ${round}`);
        await Promise.all(reads);
        assert.ok(!(await read(address)).text.includes(`Round ${round}"`), `round ${round}`);
      }
    },
  );

  await t.check('a list is asked for once a moment, and by its tag', async () => {
    const [address = ''] = addresses;
    await share('Kept');
    const first = await read(address);
    const { db } = w.running.services.store;
    // Behind the server's back: only a kept list does not know of it.
    await db.query(`update notebooks set title = 'Changed' where title = 'Kept'`);
    assert.equal((await read(address)).text, first.text);
    const tag = first.answer.headers.get('etag') ?? '';
    assert.equal((await read(address, { 'if-none-match': tag })).answer.status, 304);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const later = await read(address, { 'if-none-match': tag });
    assert.equal(later.answer.status, 200);
    assert.match(later.text, /Changed/);
  });
}
