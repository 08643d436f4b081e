import { communitySuite } from './api-community.ts';
import { hostileSuite } from './api-hostile.ts';
import { notebookSuite } from './api-notebooks.ts';
import { peopleSuite } from './api-people.ts';
import { createDatabase, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
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
];
