import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { createSharing } from '@alacard/core/sharing';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { newestDump } from '../src/db/upgrade.ts';
import { openDatabase, start, type Running } from '../src/start.ts';
import { restoreDump } from '../src/store/restore.ts';
import { fakeMaker } from './fake-maker.ts';
import { createDatabase, temporaryFolder, value, type Checks } from './harness.ts';

/** What fixtures-make.ts put into a server, with what is needed to ask for it again. */
export interface Made {
  readonly notebooks: readonly MadeNotebook[];
  /** Share id of a deleted notebook. */
  readonly gone: string;
  readonly session: string;
  readonly personal: string;
  readonly ownerToken: string | null;
  readonly recipe: string;
  readonly secret: string | null;
  readonly keys: string | null;
}
export interface MadeNotebook {
  readonly share_id: string;
  readonly title: string;
  is_public: boolean;
  /** null: owned by the person of the tokens. */
  readonly manage: string | null;
  /** One a version. */
  readonly files: readonly string[];
  downloads: number;
  remixes: number;
}
export interface MadeData {
  readonly pglite: Made;
  readonly postgres: Made;
}

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));

export function unpackFixture(name: string, into: string): MadeData {
  // A window of 128 MB, as it was packed with.
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: 27 };
  const tar = zlib.zstdDecompressSync(fs.readFileSync(path.join(FIXTURES, `${name}.tar.zst`)), {
    params,
  });
  const { status, stderr } = spawnSync('tar', ['-x', '-C', into], { input: tar });
  assert.equal(status, 0, String(stderr));
  return JSON.parse(fs.readFileSync(path.join(into, 'made.json'), 'utf8')) as MadeData;
}

/** Everything that was shared is there, for those who could see it and for nobody else. */
async function sameAsMade(t: Checks, where: string, running: Running, made: Made): Promise<void> {
  const get = (at: string, headers: Record<string, string> = {}) =>
    fetch(`${running.url}${at}`, { headers, redirect: 'manual' });
  const by = (token: string) => ({ authorization: `Bearer ${token}` });
  const owner = createSharing({ fetch, baseUrl: running.url, token: made.personal });

  await t.check(
    `${where}: every file, sealed ones too, byte for byte; counts; visibility`,
    async () => {
      for (const {
        share_id,
        title,
        is_public,
        manage,
        files,
        downloads,
        remixes,
      } of made.notebooks) {
        const as = manage === null ? by(made.personal) : { 'alacard-manage-token': manage };
        const answer = await get(`/api/notebook/${share_id}`, as);
        assert.equal(answer.status, 200, title);
        const found = (await answer.json()) as Record<string, unknown> & {
          metrics: { download_count: number; remix_count: number };
        };
        assert.deepEqual(
          [found['title'], found['version'], found['is_public'], found.metrics.remix_count],
          [title, files.length, is_public, remixes],
        );
        assert.equal(found.metrics.download_count, downloads);
        for (const [index, file] of files.entries()) {
          const at = `/api/notebook/download/${share_id}?version=${index + 1}`;
          const text = await (await get(at, as)).text();
          assert.ok(text === file, `${title} ${index + 1}: ${text.slice(0, 200)}`);
        }
        assert.equal((await get(`/api/notebook/${share_id}`)).status, is_public ? 200 : 404, title);
      }
      assert.equal((await get(`/api/notebook/${made.gone}`)).status, 410);
      assert.equal((await get(`/api/recipes/${made.recipe}`)).status, 200);
    },
  );
  await t.check(`${where}: the session, the token and the name are those of before`, async () => {
    const me = value(await owner.call('me'));
    assert.equal(me.name, 'Ada');
    const cookie = { cookie: `alacard_session=${made.session}` };
    const dashboard = await get('/dashboard', { ...cookie, accept: 'text/html' });
    assert.equal(dashboard.status, 200);
    assert.match(await dashboard.text(), /Secret loaf/);
    assert.equal(
      (await get('/dashboard', { cookie: 'alacard_session=alacard_pat_x', accept: 'text/html' }))
        .status,
      303,
    );
    const mine = value(await owner.call('myNotebooks', { query: {} }));
    assert.equal(
      mine.notebooks.length,
      made.notebooks.filter(({ manage }) => manage === null).length,
    );
  });
  await t.check(`${where}: what was there can be changed`, async () => {
    const [first] = made.notebooks;
    assert.ok(first);
    value(await owner.call('edit', { params: first, body: { is_public: false } }));
    const opened = value(await owner.call('edit', { params: first, body: { is_public: true } }));
    assert.equal(opened.title, first.title);
  });
}

/** Data of an earlier version opens unchanged, on both engines, and out of its dump. */
export async function madeBeforeSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const name = 'at-8eb487c';
  const made = unpackFixture(name, dir);
  const quiet = { ALACARD_LOG: 'silent' };
  const opened = async (
    where: string,
    env: Readonly<Record<string, string>>,
    dataDir: string,
    of: Made,
  ): Promise<void> => {
    const running = await start(
      readConfig({ port: '0', dataDir }, { ...quiet, ...env }),
      fakeMaker(),
    );
    try {
      await sameAsMade(t, `${name} ${where}`, running, of);
    } finally {
      await running.stop();
    }
  };
  const lite = path.join(dir, 'pglite');
  const dump = newestDump(path.join(lite, 'dumps')) ?? assert.fail('the fixture has no dump');
  const secrets = {
    ALACARD_SECRET: fs.readFileSync(path.join(lite, 'secret'), 'utf8').trim(),
    ALACARD_KEYS: fs.readFileSync(path.join(lite, 'keys'), 'utf8').trim(),
  };
  const restored = path.join(dir, 'restored');
  const fresh = await openDatabase(readConfig({ dataDir: restored }, quiet));
  await restoreDump(fresh, dump);
  await fresh.close();
  await opened('dump, restored', secrets, restored, made.pglite);
  await opened('on PGlite', {}, lite, made.pglite);

  const database = await createDatabase();
  if (typeof database === 'string') t.skip(`${name} on PostgreSQL`, database);
  else {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(fs.readFileSync(path.join(dir, 'postgres.sql'), 'utf8'));
    await client.end();
    const { secret, keys } = made.postgres;
    const env = {
      DATABASE_URL: database.url,
      ALACARD_SECRET: secret ?? '',
      ALACARD_KEYS: keys ?? '',
    };
    await opened('on PostgreSQL', env, path.join(dir, 'none'), made.postgres);
    await database.drop();
  }
  remove();
}
