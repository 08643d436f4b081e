import { communitySuite } from './api-community.ts';
import { hostileSuite } from './api-hostile.ts';
import { notebookSuite } from './api-notebooks.ts';
import { peopleSuite } from './api-people.ts';
import { editorSuite } from './editor.ts';
import { embeddedSuite } from './embedded.ts';
import { fuzzSuite } from './fuzz.ts';
import { generateSuite } from './generate.ts';
import { createDatabase, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { hubSuite } from './hub.ts';
import { kill9Suite } from './kill9.ts';
import { lockedOutSuite } from './locked-out.ts';
import { manyServersSuite } from './many-servers.ts';
import { packSuite } from './pack.ts';
import { pagesSuite } from './pages.ts';
import { startPgbouncer } from './pgbouncer.ts';
import { plansSuite } from './plans.ts';
import { schemathesisSuite } from './schemathesis.ts';
import { searchSuite } from './search.ts';
import { signInSuite } from './sign-in.ts';
import { createWorld } from './world.ts';

export interface Layer {
  readonly name: string;
  run(t: Checks): Promise<void>;
}

async function apiSuite(t: Checks, env: Readonly<Record<string, string>>): Promise<void> {
  const standIn = await startIssuer();
  try {
    const world = await createWorld(standIn, env);
    try {
      await notebookSuite(t, world);
      await communitySuite(t, world);
      await peopleSuite(t, world, standIn);
      await hostileSuite(t, world);
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
  { name: 'editor', run: editorSuite },
  { name: 'generate', run: generateSuite },
  { name: 'sign-in', run: signInSuite },
  { name: 'fuzz', run: fuzzSuite },
  { name: 'schemathesis', run: schemathesisSuite },
  { name: 'hub', run: hubSuite },
  { name: 'plans', run: plansSuite },
  { name: 'search', run: searchSuite },
  { name: 'locked-out', run: lockedOutSuite },
  { name: 'pages', run: pagesSuite },
  { name: 'pack', run: packSuite },
  { name: 'embedded', run: embeddedSuite },
  { name: 'kill9-pglite', run: (t) => kill9Suite(t, 'pglite', 5) },
  { name: 'kill9-postgres', run: (t) => kill9Suite(t, 'postgres', 5) },
  { name: 'many-servers', run: manyServersSuite },
];
