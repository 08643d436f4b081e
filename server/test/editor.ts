import assert from 'node:assert/strict';
import {
  browseShared,
  createSharing,
  openShared,
  parseShareRef,
  prepareShare,
  shareMarkEdits,
  shareNotebook,
  type ManageTokens,
  type RemixOf,
  type ShareDraft,
  type SharedMark,
  type Sharing,
} from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, value, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

/** A keyring as an editor keeps it. */
function keyring(): ManageTokens & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get: async (server, id) => kept.get(`${server} ${id}`),
    set: async (server, id, token) => void kept.set(`${server} ${id}`, token),
  };
}

function draftOf(
  alacard: { shared?: SharedMark; remix_of?: RemixOf } = {},
  source?: string,
): ShareDraft {
  const notebook = JSON.parse(ipynbOf(source));
  notebook.metadata.alacard = { schema: 1, recipe: recipeOf(), ...alacard };
  const { draft, findings } = prepareShare(notebook, { outputs: 'keep' });
  return draft ?? assert.fail(JSON.stringify(findings));
}
const about = (title = 'From an editor') => ({
  title,
  description: 'Made in an editor.',
  licence: 'CC-BY-4.0' as const,
  is_public: true,
});

/** What editors do with a server, by core's own functions and over HTTP. */
export async function editorSuite(t: Checks): Promise<void> {
  const standIn = await startIssuer();
  const w = await createWorld(standIn);
  const server = w.url;
  const share = (
    draft: ShareDraft,
    { sharing = w.anonymous, tokens = keyring(), words = about() } = {},
  ) => shareNotebook(draft, words, { sharing, server, manageTokens: tokens });
  const remixesOf = async (id: string): Promise<number> =>
    value(await w.anonymous.call('get', { params: { share_id: id } })).metrics.remix_count;

  await t.check('shares, and shares again as a new version, without an account', async () => {
    const tokens = keyring();
    const first = value(await share(draftOf(), { tokens }));
    assert.deepEqual(
      { ...first, mark: { ...first.mark, share_id: '' } },
      {
        mark: { server, share_id: '', version: 1, url: `${server}/n/${first.mark.share_id}` },
        isNewVersion: false,
        isRemix: false,
        findings: [],
      },
    );
    assert.equal(tokens.kept.size, 1);
    const again = value(
      await share(draftOf({ shared: first.mark }, 'print("changed")'), {
        tokens,
        words: { ...about('Renamed'), is_public: false },
      }),
    );
    assert.deepEqual(again.mark, { ...first.mark, version: 2 });
    assert.equal(again.isNewVersion, true);
    const params = { share_id: first.mark.share_id };
    assert.equal(code(await w.anonymous.call('get', { params })), 'not-found', 'it is private now');
    const [manageToken = ''] = tokens.kept.values();
    const got = value(await w.anonymous.call('get', { params, manageToken }));
    assert.deepEqual(
      [got.title, got.description, got.licence, got.version],
      ['Renamed', 'Made in an editor.', 'CC-BY-4.0', 2],
    );
    assert.equal(JSON.stringify(got.notebook_content).includes(manageToken), false);
  });

  await t.check('the same file again makes no further version', async () => {
    const tokens = keyring();
    const first = value(await share(draftOf(), { tokens }));
    const again = value(await share(draftOf({ shared: first.mark }), { tokens }));
    assert.equal(again.mark.version, 1);
  });

  await t.check('a signed-in person needs no manage token', async () => {
    const tokens = keyring();
    const first = value(await share(draftOf(), { sharing: w.alice, tokens }));
    assert.equal(tokens.kept.size, 0);
    const again = value(
      await share(draftOf({ shared: first.mark }, 'x = 2'), { sharing: w.alice, tokens }),
    );
    assert.deepEqual([again.mark.share_id, again.mark.version], [first.mark.share_id, 2]);
  });

  await t.check('somebody else’s notebook becomes a remix of it, also signed in', async () => {
    const first = value(await share(draftOf(), { sharing: w.alice }));
    for (const sharing of [w.anonymous, w.bob]) {
      const other = value(await share(draftOf({ shared: first.mark }), { sharing }));
      assert.equal(other.isRemix, true);
      assert.notEqual(other.mark.share_id, first.mark.share_id);
    }
    assert.equal(await remixesOf(first.mark.share_id), 2);
  });

  await t.check('a remix from an editor counts and keeps its parent', async () => {
    const parent = value(await share(draftOf(), { words: about('The parent') }));
    const ref = parseShareRef(parent.mark.url, null) ?? assert.fail('no link');
    const opened = value(await openShared(ref, w.anonymous));
    assert.deepEqual(opened.recipe, recipeOf());
    assert.equal(opened.remixOf.title, 'The parent');
    const remix = value(await share(draftOf({ remix_of: opened.remixOf })));
    assert.equal(remix.isRemix, true);
    assert.equal(await remixesOf(parent.mark.share_id), 1);
    const got = value(await w.anonymous.call('get', { params: { share_id: remix.mark.share_id } }));
    assert.equal(got.forked_from?.share_id, parent.mark.share_id);
  });

  await t.check('a parent that is gone does not stand in the way', async () => {
    const tokens = keyring();
    const parent = value(await share(draftOf(), { tokens }));
    const opened = value(await openShared({ server, shareId: parent.mark.share_id }, w.anonymous));
    const [manageToken = ''] = tokens.kept.values();
    const params = { share_id: parent.mark.share_id };
    value(await w.anonymous.call('delete', { params, manageToken }));
    const after = value(await share(draftOf({ remix_of: opened.remixOf })));
    assert.equal(after.isRemix, false);
    const own = value(await share(draftOf({ shared: parent.mark }), { tokens }));
    assert.notEqual(own.mark.share_id, parent.mark.share_id);
    assert.equal(code(await openShared({ server, shareId: params.share_id }, w.bob)), 'deleted');
  });

  await t.check('a withheld notebook and a dead link say so', async () => {
    // A file of its own: what is withheld is recognised when it is shared again.
    const shared = value(await share(draftOf({}, 'print("withheld")')));
    const params = { share_id: shared.mark.share_id };
    const { report_id } = value(
      await w.bob.call('report', {
        params,
        body: { kind: 'spam', statement: 'This is only a test of reports.' },
      }),
    );
    value(
      await w.operator.call('decideReport', {
        params: { report_id },
        body: { decision: 'uphold', reason: 'test' },
      }),
    );
    const open = (shareId: string) => openShared({ server, shareId }, w.anonymous);
    assert.equal(code(await open(params.share_id)), 'withheld');
    assert.equal(code(await open('AbCdEfGhJk23')), 'not-found');
  });

  await t.check('the right to change it survives an answer that got lost', async () => {
    let asked = 0;
    const lossy: Sharing = createSharing({
      baseUrl: server,
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (init.method === 'POST' && ++asked === 1) throw new TypeError('connection lost');
        return answer;
      },
    });
    const tokens = keyring();
    const title = 'Only once';
    const { mark } = value(await share(draftOf(), { sharing: lossy, tokens, words: about(title) }));
    assert.equal(asked, 2);
    assert.equal(tokens.kept.has(`${server} ${mark.share_id}`), true);
    const { notebooks } = value(
      await browseShared({ order: 'newest', text: title, filter: {}, cursor: null }, w.anonymous),
    );
    assert.deepEqual(
      notebooks.map(({ share_id }) => share_id),
      [mark.share_id],
    );
  });

  await t.check('a token that cannot be kept is told, and the notebook is shared', async () => {
    const tokens: ManageTokens = {
      get: async () => undefined,
      set: () => Promise.reject(new Error('the keyring is locked')),
    };
    const done = value(
      await shareNotebook(draftOf(), about(), {
        sharing: w.anonymous,
        server,
        manageTokens: tokens,
      }),
    );
    assert.match(done.findings[0]?.message ?? '', /keyring is locked/);
  });

  await t.check('a server that is not there is a problem, and nothing is changed', async () => {
    const nobody = createSharing({ fetch, baseUrl: 'http://127.0.0.1:9' });
    assert.equal(code(await share(draftOf(), { sharing: nobody })), 'unreachable');
    assert.equal(
      code(await openShared({ server: 'http://127.0.0.1:9', shareId: 'AbCdEfGhJk23' }, nobody)),
      'unreachable',
    );
  });

  await t.check('trending and the gallery, filtered and page by page', async () => {
    for (let count = 0; count < 22; count += 1) {
      await w.share({ title: `Sheep ${count}`, task: 'fill-mask' });
    }
    const query = { order: '24h' as const, text: '', filter: { task: 'fill-mask' }, cursor: null };
    const first = value(await browseShared(query, w.anonymous));
    assert.equal(first.notebooks.length, 20);
    const second = value(await browseShared({ ...query, cursor: first.next }, w.anonymous));
    assert.equal(second.notebooks.length, 2);
    assert.equal(second.next, null);
    const found = value(await browseShared({ ...query, text: 'sheep 7' }, w.anonymous));
    assert.ok(found.notebooks.some(({ title }) => title === 'Sheep 7'));
    const none = value(
      await browseShared({ ...query, filter: { topic: 'no-such-topic' } }, w.anonymous),
    );
    assert.deepEqual(none, { notebooks: [], next: null });
  });

  await t.check('the mark leads back to the notebook', async () => {
    const { mark } = value(await share(draftOf()));
    const { metadata } = shareMarkEdits(JSON.parse(ipynbOf()), mark);
    assert.deepEqual(metadata['alacard'], { shared: mark });
    assert.equal((await fetch(mark.url)).status, 200);
  });

  await w.stop();
  await standIn.close();
}
