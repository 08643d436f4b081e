import assert from 'node:assert/strict';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { writeEvents } from '../src/store/events.ts';
import { type Checks, code, value } from './harness.ts';
import type { World } from './world.ts';

/** Counters, ranking, lists, reports. */
export async function communitySuite(t: Checks, w: World): Promise<void> {
  const { db, events } = w.running.services.store;
  const metrics = async (shareId: string) =>
    value(await w.anonymous.call('get', { params: { share_id: shareId } })).metrics;

  await t.check('search machines find what is public, and nothing else', async () => {
    const open = await w.share({ as: w.alice });
    const hidden = await w.share({ as: w.alice, is_public: false });
    const ask = async (path: string) => (await fetch(w.url + path)).text();
    const map = await ask('/sitemap.xml');
    assert.ok(map.includes(`<loc>${w.url}/n/${open.share_id}</loc>`));
    assert.ok(map.includes(`/models/${recipeOf().model_card.id}</loc>`));
    assert.ok(!map.includes(hidden.share_id));
    assert.match(await ask('/robots.txt'), new RegExp(`^Sitemap: ${w.url}/sitemap.xml$`, 'm'));
    const contact = /^Contact: (\S+)\nExpires: (\S+)$/m.exec(
      await ask('/.well-known/security.txt'),
    );
    assert.ok((await fetch(contact?.[1] ?? '')).ok);
    const days = (Date.parse(contact?.[2] ?? '') - Date.now()) / 86_400_000;
    assert.ok(days > 30 && days < 366, 'RFC 9116');
    const icon = await fetch(`${w.url}/favicon.ico`);
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml');
    const title = async (path: string) => /<title>\s*(.*?)\s*<\/title>/s.exec(await ask(path))?.[1];
    const { id } = recipeOf().model_card;
    assert.equal(await title(`/models/${id}`), `${id} tutorial · Alacard`);
    assert.equal(await title(`/n/${open.share_id}`), `A notebook · ${id} tutorial · Alacard`);
  });

  await t.check('downloads are counted exactly under concurrency', async () => {
    const shared = await w.share();
    // People: an address alone counts a handful.
    const people = await Promise.all(
      Array.from({ length: 100 }, (_, i) => w.mint(`person ${i} of ${shared.share_id}`)),
    );
    const download = (token: string) =>
      fetch(shared.download_url, { headers: { authorization: `Bearer ${token}` } });
    await Promise.all([...people, ...people].map(async (one) => (await download(one)).text()));
    assert.equal((await metrics(shared.share_id)).download_count, 100, 'once a person');
  });

  await t.check('bots, prefetches and HEAD are not counted', async () => {
    const shared = await w.share();
    await fetch(shared.download_url, { headers: { 'user-agent': 'Googlebot/2.1' } });
    await fetch(shared.download_url, { headers: { 'sec-purpose': 'prefetch' } });
    await fetch(shared.download_url, { method: 'HEAD' });
    assert.equal((await metrics(shared.share_id)).download_count, 0);
  });

  await t.check('views count once a visitor and day, and are there after a flush', async () => {
    const shared = await w.share();
    const view = (agent: string) =>
      fetch(`${w.url}/api/notebook/${shared.share_id}/track`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': agent },
        body: '{"event":"view"}',
      }).then((response) => response.json());
    for (const agent of ['Firefox A', 'Firefox A', 'Firefox B', 'Firefox A'])
      assert.deepEqual(await view(agent), { success: true });
    value(await w.alice.call('track', { params: shared, body: { event: 'view' } }));
    await events.flush();
    await view('Firefox B');
    await events.flush();
    assert.equal((await metrics(shared.share_id)).view_count, 3);
  });

  await t.check('remixes of one parent are counted exactly under concurrency', async () => {
    const shared = await w.share();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        w.anonymous.call('remix', { params: shared, body: { ipynb: ipynbOf(`r${i}`) } }),
      ),
    );
    answers.forEach(value);
    assert.equal((await metrics(shared.share_id)).remix_count, 60);
    let cursor: string | null | undefined;
    let found = 0;
    do {
      const page: { descendants: unknown[]; next_cursor: string | null } = value(
        await w.anonymous.call('provenance', {
          params: shared,
          query: { limit: 25, ...(cursor ? { cursor } : {}) },
        }),
      );
      found += page.descendants.length;
      cursor = page.next_cursor;
    } while (cursor);
    assert.equal(found, 60);
  });

  await t.check(
    'the ranking ignores remix loops of one person, and repeats of one visitor',
    async () => {
      const score = async (shareId: string) => {
        const [row] = await db.query<{ points: number }>(
          'select sum(points) as points from notebook_hourly h join notebooks n on n.id = h.notebook_id where share_id = $1',
          [shareId],
        );
        return row?.points ?? 0;
      };
      const own = await w.share({ as: w.alice });
      const before = await score(own.share_id);
      const child = value(await w.alice.call('remix', { params: own, body: {} }));
      value(await w.alice.call('remix', { params: child, body: {} }));
      value(await w.alice.call('track', { params: own, body: { event: 'download' } }));
      assert.equal(await score(own.share_id), before);
      assert.equal((await metrics(own.share_id)).remix_count, 1);
      value(await w.bob.call('remix', { params: own, body: {} }));
      const once = await score(own.share_id);
      assert.equal(once, before + 8);
      value(await w.bob.call('remix', { params: own, body: {} }));
      value(await w.bob.call('remix', { params: child, body: {} }));
      assert.equal(await score(own.share_id), once, 'once a root for ever');
    },
  );

  await t.check('trending orders by points, filters, pages and shows scores', async () => {
    const topic = `t${Math.random().toString(36).slice(2, 10)}`;
    const recipe = recipeOf({ topic: { id: topic }, model_card: { id: `org/${topic}` } });
    const [low, mid, high] = [
      await w.share({ recipe, title: 'low', task: 'fill-mask' }),
      await w.share({
        recipe: { ...recipe, difficulty: 'advanced', ui_component: 'chat' },
        title: 'mid',
      }),
      await w.share({ recipe, title: 'high', task: 'fill-mask' }),
    ];
    value(await w.bob.call('track', { params: mid, body: { event: 'download' } }));
    value(await w.bob.call('remix', { params: high, body: { modified_recipe: recipeOf() } }));
    const titles = async (query: object) =>
      value(await w.anonymous.call('trending', { query })).notebooks.map((one) => one.title);
    for (const timeframe of ['24h', '7d', '30d']) {
      assert.deepEqual(await titles({ topic, timeframe }), ['high', 'mid', 'low']);
      assert.deepEqual(await titles({ model: `org/${topic}`, timeframe }), ['high', 'mid', 'low']);
    }
    assert.deepEqual(await titles({ topic, difficulty: 'beginner' }), ['high', 'low']);
    assert.deepEqual(await titles({ model: `org/${topic}`, topic, difficulty: 'advanced' }), [
      'mid',
    ]);
    assert.deepEqual(await titles({ topic, component: 'chat' }), ['mid']);
    assert.deepEqual(await titles({ topic, task: 'fill-mask' }), ['high', 'low']);
    const first = value(await w.anonymous.call('trending', { query: { topic, limit: 2 } }));
    assert.ok(first.next_cursor);
    const rest = value(
      await w.anonymous.call('trending', { query: { topic, limit: 2, cursor: first.next_cursor } }),
    );
    assert.deepEqual(
      [...first.notebooks, ...rest.notebooks].map((one) => one.share_id),
      [high, mid, low].map((one) => one.share_id),
    );
    assert.equal(rest.next_cursor, null);
    const [top] = first.notebooks;
    assert.ok(top && Math.abs(top.score - 8.25) < 0.05, String(top?.score));
  });

  await t.check('many visitors of one network weigh like few', async () => {
    const { db } = w.running.services.store;
    const points = async (nets: number): Promise<number> => {
      const { share_id } = await w.share();
      const [row] = await db.query<{ id: string }>('select id from notebooks where share_id = $1', [
        share_id,
      ]);
      const notebookId = row?.id ?? '';
      const events = Array.from({ length: 20 }, (_, i) => ({
        notebookId,
        kind: 'download' as const,
        visitor: Buffer.from(`${share_id}${i}`),
        net: Buffer.from(`${share_id}${i % nets}`),
        signed: false,
      }));
      // In two batches, and the second once more: a visitor counts once a day.
      for (const batch of [events.slice(0, 7), events.slice(7), events.slice(7)])
        await writeEvents(db, batch);
      const [hours] = await db.query<{ points: number; downloads: number }>(
        'select sum(points) as points, sum(downloads)::int as downloads from notebook_hourly where notebook_id = $1',
        [notebookId],
      );
      assert.equal(hours?.downloads, 20, 'once a visitor');
      return (hours?.points ?? 0) - 0.25;
    };
    assert.ok(Math.abs((await points(20)) - 20) < 1e-9);
    assert.ok(Math.abs((await points(1)) - Math.log2(21)) < 1e-9);
  });
  await t.check('the gallery pages through everything once, in every order', async () => {
    const topic = `g${Math.random().toString(36).slice(2, 10)}`;
    const recipe = recipeOf({ topic: { id: topic } });
    const all = await Promise.all(
      Array.from({ length: 23 }, (_, i) => w.share({ recipe, title: `Loaf number ${i}` })),
    );
    await Promise.all(
      all.slice(0, 7).map((shared) => fetch(shared.download_url).then((r) => r.text())),
    );
    for (const sort of ['newest', 'remixes', 'downloads', 'views'] as const) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page: { notebooks: { share_id: string }[]; next_cursor: string | null } = value(
          await w.anonymous.call('gallery', {
            query: { topic, sort, limit: 5, ...(cursor ? { cursor } : {}) },
          }),
        );
        seen.push(...page.notebooks.map((one) => one.share_id));
        cursor = page.next_cursor;
      } while (cursor);
      assert.equal(seen.length, 23, sort);
      assert.equal(new Set(seen).size, 23, sort);
      if (sort === 'downloads')
        assert.deepEqual(
          new Set(seen.slice(0, 7)),
          new Set(all.slice(0, 7).map((one) => one.share_id)),
        );
    }
    const text = async (q: string) =>
      value(await w.anonymous.call('gallery', { query: { topic, q } })).notebooks.length;
    assert.equal(await text('loaf NUMBER 7'), 1);
    assert.equal(await text('loa'), 20, 'beginnings of words are found, 20 a page');
    assert.equal(await text('distilbert 12'), 1, 'the model id is searched too');
    assert.equal(await text('croissant'), 0);
    assert.equal(await text("'; drop table notebooks; --"), 0);
  });

  await t.check('a report leads to a takedown, a counter-notice back, all logged', async () => {
    const shared = await w.share({ as: w.alice });
    const child = value(await w.bob.call('remix', { params: shared, body: {} }));
    const { report_id } = value(
      await w.anonymous.call('report', {
        params: shared,
        body: {
          kind: 'copyright',
          statement: 'This is copied from my book.',
          contact: 'me@b.example',
        },
      }),
    );
    assert.equal(code(await w.alice.call('reports')), 'forbidden');
    assert.equal(code(await w.anonymous.call('reports')), 'sign-in-required');
    const open = value(await w.operator.call('reports', { query: { limit: 100 } }));
    assert.ok(
      open.reports.some((one) => one.report_id === report_id && one.contact === 'me@b.example'),
    );
    assert.equal(
      value(
        await w.operator.call('decideReport', {
          params: { report_id },
          body: { decision: 'uphold', reason: 'yes' },
        }),
      ).status,
      'upheld',
    );
    const response = await fetch(`${w.url}/api/notebook/${shared.share_id}`);
    assert.equal(response.status, 451);
    assert.equal(code(await w.anonymous.call('download', { params: shared })), 'withheld');
    assert.equal(code(await w.bob.call('remix', { params: shared, body: {} })), 'withheld');
    assert.equal(
      value(await w.alice.call('get', { params: shared })).title,
      'A notebook',
      'its owner can still save it',
    );
    assert.equal(
      code(
        await w.operator.call('decideReport', {
          params: { report_id },
          body: { decision: 'reject', reason: 'no' },
        }),
      ),
      'not-found',
    );
    assert.equal(
      value(await w.anonymous.call('provenance', { params: child })).ancestors[0]?.share_id,
      null,
    );
    value(await w.operator.call('restore', { params: shared, body: { reason: 'counter-notice' } }));
    value(await w.anonymous.call('get', { params: shared }));
    const log = await db.query<{ action: string }>(
      'select action from moderation_log l join notebooks n on n.id = l.notebook_id where share_id = $1 order by l.id',
      [shared.share_id],
    );
    assert.deepEqual(
      log.map((row) => row.action),
      ['withheld', 'restored'],
    );
  });

  await t.check('official badges are given by operators and can be filtered', async () => {
    const recipe = recipeOf({
      model_card: { id: `maker/m${Math.random().toString(36).slice(2, 8)}` },
    });
    const shared = await w.share({ recipe });
    await w.share({ recipe });
    assert.equal(
      code(await w.alice.call('official', { params: shared, body: { official: true } })),
      'forbidden',
    );
    assert.equal(
      value(await w.operator.call('official', { params: shared, body: { official: true } }))
        .official,
      true,
    );
    const found = value(
      await w.anonymous.call('gallery', {
        query: { model: recipe.model_card.id, official: 'true' },
      }),
    );
    assert.deepEqual(
      found.notebooks.map((one) => one.share_id),
      [shared.share_id],
    );
  });

  await t.check('run reports add up and hold no text of anybody', async () => {
    const shared = await w.share();
    const run = (body: object) =>
      fetch(`${w.url}/api/notebook/${shared.share_id}/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await Promise.all([
      ...Array.from({ length: 20 }, () =>
        run({ version: 1, ok: true, device: 'cpu', seconds: 10 }),
      ),
      ...Array.from({ length: 5 }, () =>
        run({ version: 1, ok: false, failed_cell: 'hello-load', error_name: 'OSError' }),
      ),
    ]);
    const { runs_ok, runs_failed } = await metrics(shared.share_id);
    assert.deepEqual([runs_ok, runs_failed], [20, 5]);
    assert.equal(
      (await run({ version: 1, ok: false, error_name: 'OSError: /home/me/secret.txt' })).status,
      400,
    );
    assert.equal((await run({ version: 1, ok: false, message: 'x' })).status, 400);
    assert.equal((await run({ version: 9, ok: true })).status, 404);
  });

  await t.check('recipe codes, shuffle and cards', async () => {
    const recipe = recipeOf({ topic: { own: 'bees & honey' } });
    const { code: short, url } = value(await w.anonymous.call('saveRecipe', { body: { recipe } }));
    assert.ok(short.length <= 12 && url.endsWith(short));
    assert.equal(value(await w.anonymous.call('saveRecipe', { body: { recipe } })).code, short);
    assert.deepEqual(
      value(await w.anonymous.call('recipe', { params: { code: short } })).recipe,
      recipe,
    );
    assert.equal(
      code(await w.anonymous.call('recipe', { params: { code: 'nosuchcode' } })),
      'not-found',
    );
    const dealt = value(
      await w.anonymous.call('shuffle', {
        query: { locked_cards: ['topic=bees and honey', 'difficulty=advanced', 'model_card=a/b'] },
      }),
    );
    assert.deepEqual(
      [dealt.recipe.topic, dealt.recipe.difficulty, dealt.recipe.model_card],
      [{ own: 'bees and honey' }, 'advanced', { id: 'a/b' }],
    );
    for (const locked of ['nonsense', 'difficulty=expert', 'model_card=../../etc', '=x']) {
      assert.equal(
        code(await w.anonymous.call('shuffle', { query: { locked_cards: locked } })),
        'invalid-request',
      );
    }
    assert.equal(value(await w.anonymous.call('cards', { params: { type: 'topic' } })).total, 1);
  });
}
