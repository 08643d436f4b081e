import assert from 'node:assert/strict';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { migrate, readMigrations } from '../src/db/migrate.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { start, type Running } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import {
  ADMIN_URL,
  beside,
  createDatabase,
  isLong,
  sleep,
  temporaryFolder,
  type Checks,
} from './harness.ts';
import { startRelay } from './relay.ts';
import { KEYS, SECRET } from './world.ts';

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

async function ask(
  url: string,
  method = 'GET',
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const started = performance.now();
  const answer = await fetch(url, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    ms: performance.now() - started,
    retryAfter: answer.headers.get('retry-after'),
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
/** An answer of a server that cannot right now: said as such, with the time to come back. */
const isBusy = ({ status, retryAfter }: Answer): boolean =>
  status === 503 && Number(retryAfter) > 0;

/** What a PostgreSQL that goes away, hangs, or is locked does to the server in front of it. */
export async function databaseFaultSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('database faults', database);
  const direct = new URL(database.url);
  const relay = await startRelay(direct.hostname, Number(direct.port || 5432));
  const through = new URL(database.url);
  through.hostname = '127.0.0.1';
  through.port = String(relay.port);
  const { dir, remove } = temporaryFolder();
  const begin = (url: string): Promise<Running> =>
    start(
      readConfig(
        { port: '0', dataDir: dir },
        {
          ALACARD_LOG: 'silent',
          ALACARD_SECRET: SECRET,
          ALACARD_KEYS: KEYS,
          ALACARD_DRAIN_SECONDS: '0',
          ALACARD_ANONYMOUS_PER_HOUR: '1000000',
          DATABASE_URL: url,
        },
      ),
      fakeMaker(),
    );
  const running = await begin(through.href);
  const { url } = running;
  const publish = (title: string) =>
    ask(`${url}/api/notebook/publish`, 'POST', {
      title,
      ipynb: ipynbOf(title),
      recipe: recipeOf(),
    });
  const admin = new pg.Client({ connectionString: ADMIN_URL });
  await admin.connect();
  const shared = await publish('Before');
  const id = String(shared.body['share_id']);
  const manage = { 'alacard-manage-token': String(shared.body['manage_token']) };

  const seconds = isLong ? 60 : 4;
  await t.check(
    `every connection is ended again and again, ${seconds} s: no exit, nothing lost, no 500`,
    async () => {
      const acknowledged: string[] = [];
      const codes = new Map<number, number>();
      const lane = async (of: number, going: () => boolean): Promise<void> => {
        for (let i = 0; going(); i++) {
          const kinds = [
            () => publish(`Loaf ${of} ${i}`),
            () => ask(`${url}/api/notebook/${id}/remix`, 'POST', { ipynb: ipynbOf() }),
            () => ask(`${url}/api/trending`),
          ];
          const answer = await (kinds[i % 3] ?? kinds[0])?.();
          assert.ok(answer);
          codes.set(answer.status, (codes.get(answer.status) ?? 0) + 1);
          if (answer.status === 201) acknowledged.push(String(answer.body['share_id']));
          else if (answer.status !== 200) assert.ok(isBusy(answer), JSON.stringify(answer));
        }
      };
      const name = direct.pathname.slice(1);
      let ended = 0;
      await beside(
        async () => {
          for (let i = 0; i < (isLong ? seconds : seconds * 4); i++) {
            await sleep(isLong ? 1000 : 250);
            const { rows } = await admin.query<{ n: string }>(
              'select count(pg_terminate_backend(pid)) as n from pg_stat_activity where datname = $1',
              [name],
            );
            ended += Number(rows[0]?.n);
          }
        },
        (going) => Array.from({ length: 8 }, (_, of) => lane(of, going)),
      );
      console.log(
        `   ${ended} connections ended, answers ${JSON.stringify([...codes])}, ${acknowledged.length} acknowledged`,
      );
      assert.ok(ended > 3 && acknowledged.length > 10);
      const db = openPostgres({ url: database.url });
      const rows = await db.query<{ share_id: string }>('select share_id from notebooks');
      await db.close();
      const there = new Set(rows.map(({ share_id }) => share_id));
      assert.deepEqual(
        acknowledged.filter((one) => !there.has(one)),
        [],
      );
    },
  );

  await t.check(
    'one locked row: its edits answer 503 in time, everybody else goes on',
    async () => {
      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query('begin');
      await holder.query('select 1 from notebooks where share_id = $1 for update', [id]);
      const edits = Array.from({ length: 12 }, () =>
        ask(`${url}/api/notebook/${id}`, 'PATCH', { title: 'Changed' }, manage),
      );
      await sleep(300);
      for (const at of ['/api/trending', `/api/notebook/${id}`, '/livez', '/readyz']) {
        const answer = await ask(`${url}${at}`);
        assert.equal(answer.status, 200, at);
        assert.ok(answer.ms < 1000, `${at} took ${answer.ms.toFixed(0)} ms`);
      }
      for (const edit of await Promise.all(edits)) {
        assert.ok(isBusy(edit) && edit.ms < 12_000, JSON.stringify(edit));
      }
      await holder.query('rollback');
      await holder.end();
      assert.equal(
        (await ask(`${url}/api/notebook/${id}`, 'PATCH', { title: 'Changed' }, manage)).status,
        200,
      );
    },
  );

  await t.check(
    'a database that hangs: 503 within 15 s, alive at once; then all is well again',
    async () => {
      relay.freeze();
      const reads = Array.from({ length: 14 }, () => ask(`${url}/api/trending`));
      const write = publish('Into the void');
      const live = await ask(`${url}/livez`);
      assert.ok(live.status === 200 && live.ms < 1000);
      const ready = await ask(`${url}/readyz`);
      assert.ok(isBusy(ready) && ready.ms < 4000, JSON.stringify(ready));
      for (const answer of await Promise.all([...reads, write])) {
        assert.ok(isBusy(answer) && answer.ms < 15_000, JSON.stringify(answer));
      }
      relay.thaw();
      await sleep(500);
      assert.equal((await publish('Back')).status, 201);
      assert.equal((await ask(`${url}/readyz`)).status, 200);
    },
  );

  await t.check('a database that is away: 503 at once, and no restart is needed', async () => {
    relay.cut();
    for (const answer of [
      await ask(`${url}/api/trending`),
      await publish('Nowhere'),
      await ask(`${url}/readyz`),
    ]) {
      assert.ok(isBusy(answer) && answer.ms < 3000, JSON.stringify(answer));
    }
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    assert.equal(page.status, 503);
    assert.match(await page.text(), /cannot be reached/);
    assert.equal((await ask(`${url}/livez`)).status, 200);
    relay.mend();
    assert.equal((await publish('There again')).status, 201);
  });

  await t.check('a second server waits for the first one to migrate, and says so', async () => {
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(7219052314)');
    const said: string[] = [];
    const db = openPostgres({ url: database.url });
    let done = false;
    const waiting = migrate(db, undefined, (line) => said.push(line)).then(() => (done = true));
    // Longer than any statement of a request may take.
    await sleep(isLong ? 75_000 : 1500);
    assert.equal(done, false);
    assert.match(said.join('\n'), /Another server .* waiting/);
    await holder.query('commit');
    await waiting;
    const slow = isLong ? 70 : 11;
    const all = [...readMigrations()];
    const next = {
      number: all.length + 1,
      name: '9999_slow.sql',
      sql: `select pg_sleep(${slow});\nselect 1;\n`,
    };
    assert.equal(
      await migrate(db, [...all, next]),
      1,
      'a migration may take longer than a request',
    );
    await assert.rejects(
      begin(database.url),
      /schema \d+, this server knows \d+. Start the newer server/,
    );
    await db.query('delete from migrations where number = $1', [next.number]);
    await db.close();
    await holder.end();
  });

  await running.stop();
  await relay.close();
  await admin.end();
  await database.drop();
  remove();
}
