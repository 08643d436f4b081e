import { contentSuite } from './acting-content.ts';
import { operatorsSuite } from './acting-operators.ts';
import { sessionsSuite } from './acting-sessions.ts';
import { communitySuite } from './api-community.ts';
import { hostileSuite } from './api-hostile.ts';
import { notebookSuite } from './api-notebooks.ts';
import { peopleSuite } from './api-people.ts';
import { databaseFaultSuite } from './database-faults.ts';
import { firstStartSuite } from './first-start.ts';
import { fullDiskSuite } from './full-disk.ts';
import { browserActingSuite } from './browser-acting.ts';
import { clockSuite } from './clocks.ts';
import { dumpSuite } from './dumps.ts';
import { editorSuite } from './editor.ts';
import { embeddedSuite } from './embedded.ts';
import { fuzzSuite } from './fuzz.ts';
import { generateSuite } from './generate.ts';
import { createDatabase, isLong, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { hubSuite } from './hub.ts';
import { hubTokenSuite } from './hub-token.ts';
import { interleavingSuite } from './interleavings.ts';
import { mixedMinutesSuite } from './mixed-minutes.ts';
import { oneFileSuite } from './one-file.ts';
import { linearSuite } from './linear/suite.ts';
import { listSuite } from './public-lists.ts';
import { keySuite } from './keys.ts';
import { kill9Suite } from './kill9.ts';
import { lockedOutSuite } from './locked-out.ts';
import { madeBeforeSuite } from './made-before.ts';
import { membersSuite } from './members.ts';
import { manyServersSuite } from './many-servers.ts';
import { oddQuerySuite } from './odd-queries.ts';
import { packSuite } from './pack.ts';
import { pagesSuite } from './pages.ts';
import { startPgbouncer } from './pgbouncer.ts';
import { plansSuite } from './plans.ts';
import { redisFaultSuite } from './redis-faults.ts';
import { rollingRestartSuite } from './rolling-restart.ts';
import { schemathesisSuite } from './schemathesis.ts';
import { searchSuite } from './search.ts';
import { signInSuite } from './sign-in.ts';
import { unreadableSuite } from './unreadable.ts';
import { waitingSuite } from './waiting.ts';
import { createWorld } from './world.ts';

export interface Layer {
  readonly name: string;
  readonly run: (t: Checks) => Promise<void>;
}

async function apiSuite(t: Checks, env: Readonly<Record<string, string>>): Promise<void> {
  const standIn = await startIssuer();
  try {
    const world = await createWorld(standIn, env);
    try {
      await notebookSuite(t, world);
      await communitySuite(t, world);
      await listSuite(t, world);
      await peopleSuite(t, world, standIn);
      await hostileSuite(t, world);
      await oddQuerySuite(t, world);
    } finally {
      await world.stop();
    }
  } finally {
    await standIn.close();
  }
}

export const layers: readonly Layer[] = [
  { name: 'api-pglite', run: (t) => apiSuite(t, {}) },
  {
    name: 'api-postgres',
    async run(t) {
      const database = await createDatabase();
      if (typeof database === 'string') return t.skip('api-postgres', database);
      try {
        await apiSuite(t, { DATABASE_URL: database.url });
      } finally {
        await database.drop();
      }
    },
  },
  {
    name: 'api-pgbouncer',
    async run(t) {
      const database = await createDatabase();
      if (typeof database === 'string') return t.skip('api-pgbouncer', database);
      const bouncer = await startPgbouncer(database.url);
      try {
        if (typeof bouncer === 'string') t.skip('api-pgbouncer', bouncer);
        else await apiSuite(t, { DATABASE_URL: bouncer.url });
      } finally {
        if (typeof bouncer !== 'string') await bouncer.stop();
        await database.drop();
      }
    },
  },
  { name: 'one-file', run: (t) => oneFileSuite(t, process.env['ALACARD_STRICT'] === '1' ? 3 : 1) },
  { name: 'mixed-minutes', run: mixedMinutesSuite },
  { name: 'linear', run: linearSuite },
  { name: 'editor', run: editorSuite },
  { name: 'members', run: membersSuite },
  { name: 'generate', run: generateSuite },
  { name: 'acting-sessions', run: sessionsSuite },
  { name: 'acting-operators', run: operatorsSuite },
  { name: 'acting-content', run: contentSuite },
  { name: 'browser-acting', run: browserActingSuite },
  { name: 'hub-token', run: hubTokenSuite },
  { name: 'sign-in', run: signInSuite },
  { name: 'unreadable', run: unreadableSuite },
  { name: 'fuzz', run: fuzzSuite },
  { name: 'schemathesis', run: schemathesisSuite },
  { name: 'hub', run: hubSuite },
  { name: 'plans', run: plansSuite },
  { name: 'search', run: searchSuite },
  { name: 'locked-out', run: lockedOutSuite },
  { name: 'pages', run: pagesSuite },
  { name: 'pack', run: packSuite },
  { name: 'embedded', run: embeddedSuite },
  { name: 'clocks', run: clockSuite },
  { name: 'waiting', run: waitingSuite },
  { name: 'dumps', run: dumpSuite },
  { name: 'keys', run: keySuite },
  { name: 'made-before', run: madeBeforeSuite },
  { name: 'interleavings', run: interleavingSuite },
  { name: 'first-start', run: firstStartSuite },
  { name: 'full-disk', run: fullDiskSuite },
  { name: 'database-faults', run: databaseFaultSuite },
  { name: 'redis-faults', run: redisFaultSuite },
  { name: 'kill9-pglite', run: (t) => kill9Suite(t, 'pglite', isLong ? 10 : 3) },
  { name: 'kill9-postgres', run: (t) => kill9Suite(t, 'postgres', isLong ? 10 : 3) },
  { name: 'rolling-restart', run: rollingRestartSuite },
  { name: 'many-servers', run: manyServersSuite },
];
