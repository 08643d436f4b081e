/** The index of model ids: how long it takes to make, to ask, and whether it finds what was meant. */
import { Readable } from 'node:stream';
import { migrate } from '../src/db/migrate.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { createModelSearch } from '../src/search/index.ts';
import { syncModels } from '../src/search/sync.ts';
import { quantile } from './measure.ts';
import { modelLines, QUERIES } from './model-ids.ts';

const FIRST = 10;
const ROUNDS = 3;

export async function modelSearch(url: string, count: number): Promise<void> {
  const db = openPostgres({ url });
  await migrate(db);
  const started = performance.now();
  await syncModels(db, {
    lines: Readable.from(
      (function* () {
        for (const line of modelLines(count)) yield `${line}\n`;
      })(),
    ),
  });
  console.log(
    `model index of ${count} ids made in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  const search = createModelSearch(db);
  for (const [query] of QUERIES) await search.find(query, FIRST);
  const taken: number[] = [];
  let hits = 0;
  for (let round = 0; round < ROUNDS; round++)
    for (const [query, expected] of QUERIES) {
      const begun = performance.now();
      const found = await search.find(query, FIRST);
      taken.push(performance.now() - begun);
      if (found.some((model) => model.id === expected)) hits++;
    }
  taken.sort((a, b) => a - b);
  console.log(
    `model search, ${count} ids: p50 ${quantile(taken, 0.5).toFixed(1)} ms | p95 ${quantile(taken, 0.95).toFixed(1)} ms | ${hits / ROUNDS} of ${QUERIES.length} in the first ${FIRST}`,
  );
  await db.close();
}
