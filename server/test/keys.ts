import assert from 'node:assert/strict';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { createKeyring, parseKeys } from '../src/store/keyring.ts';
import { rotateKeys } from '../src/store/rotate-keys.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { temporaryFolder, type Checks } from './harness.ts';

const OLD = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `k2:${Buffer.alloc(32, 2).toString('base64')}`;

/** A key that is missing, and a change of keys in two steps. */
export async function keySuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const said: string[] = [];
  const begin = (keys: string) =>
    start(
      readConfig({ port: '0', dataDir: dir }, { ALACARD_LOG: 'silent', ALACARD_KEYS: keys }),
      fakeMaker(),
      (line) => said.push(line),
    );
  const first = await begin(OLD);
  const by = { authorization: `Bearer ${first.ownerToken ?? ''}` };
  const share = async (url: string, title: string, is_public: boolean): Promise<string> => {
    const answer = await fetch(`${url}/api/notebook/publish`, {
      method: 'POST',
      headers: { ...by, 'content-type': 'application/json' },
      body: JSON.stringify({ title, is_public, ipynb: ipynbOf(), recipe: recipeOf() }),
    });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { share_id: string }).share_id;
  };
  const secret = await share(first.url, 'Secret loaf', false);
  await share(first.url, 'Open loaf', true);
  assert.deepEqual(said, []);
  await first.stop();

  await t.check(
    'a missing key is said at start; lists go on, and show what cannot be opened',
    async () => {
      const running = await begin(NEW);
      assert.match(said.join('\n'), /1 private notebook is sealed with key "k1".*put back/);
      const list = await fetch(`${running.url}/api/me/notebooks`, { headers: by });
      assert.equal(list.status, 200);
      const { notebooks } = (await list.json()) as { notebooks: { title: string }[] };
      assert.deepEqual(notebooks.map(({ title }) => title).sort(), [
        'A private notebook that cannot be opened now',
        'Open loaf',
      ]);
      const one = await fetch(`${running.url}/api/notebook/${secret}`, { headers: by });
      assert.equal(one.status, 503);
      assert.match(await one.text(), /sealed with key \\"k1\\"/);
      assert.equal((await fetch(`${running.url}/api/trending`)).status, 200);
      await running.stop();
    },
  );
  await t.check(
    'with the key back it opens; a new key is added last, moved to the front, then rotated',
    async () => {
      const added = await begin(`${OLD},${NEW}`);
      const during = await share(added.url, 'Made meanwhile', false);
      await added.stop();
      // A server that has both reads what either of two servers writes, before and after the move.
      const moved = await begin(`${NEW},${OLD}`);
      const read = (id: string) =>
        fetch(`${moved.url}/api/notebook/${id}`, { headers: by }).then(({ status }) => status);
      assert.deepEqual([await read(secret), await read(during)], [200, 200]);
      const keyring = createKeyring(parseKeys(`${NEW},${OLD}`));
      assert.equal(await rotateKeys({ ...moved.services.store, keyring }), 2);
      await moved.stop();
      const only = await begin(NEW);
      const after = await fetch(`${only.url}/api/notebook/${secret}`, { headers: by });
      assert.equal(after.status, 200);
      await only.stop();
    },
  );
  remove();
}
