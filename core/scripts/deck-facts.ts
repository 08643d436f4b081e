/**
 * Asks the Hub about every curated model and says what is no longer as in
 * `core/cards/facts.json`:
 *
 *     node core/scripts/deck-facts.ts [--write] [--only ORG/NAME]
 *
 * HF_ENDPOINT and HF_TOKEN count, as everywhere. A model that the Hub does not answer
 * for keeps what was known, and is named. Ends with 1 when something differs and
 * `--write` was not given.
 */
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DECK } from '../src/deck/data.ts';
import { DeckFactsSchema } from '../src/deck/facts-file.ts';
import { createHub } from '../src/hub/client.ts';
import { nodeHubSettings } from '../src/node/hub-settings.ts';
import { createNodeFetch } from '../src/node/fetch.ts';
import { differences, rowOf, type DeckRows } from './facts/deck-row.ts';
import { root } from './files.ts';

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const file = join(root, 'cards/facts.json');
const before: DeckRows = z
  .record(z.string(), DeckFactsSchema)
  .parse(JSON.parse(readFileSync(file, 'utf8')));
const hub = createHub({ ...nodeHubSettings(), fetch: createNodeFetch({ cache: null }).fetch });
const today = new Date().toISOString().slice(0, 10);

const rows: Record<string, DeckRows[string]> = {};
let differing = 0;
for (const { id } of DECK.models) {
  const known = before[id];
  const wanted = values.only === undefined || values.only === id;
  const answer = wanted ? await hub.modelFacts(id) : null;
  if (answer?.ok === false) console.log(`${id}: kept. ${answer.error.message}`);
  const row = answer?.ok ? rowOf(answer.value, today) : known;
  if (!row) continue;
  const lines = answer?.ok ? differences(known, row) : [];
  // The day alone is no news: the file changes only where a fact did.
  rows[id] = lines.length > 0 ? row : (known ?? row);
  if (lines.length > 0) differing += 1;
  for (const line of lines) console.log(`${id}: ${line}`);
}
console.log(`${differing} of ${DECK.models.length} models differ.`);
if (values.write) {
  const lines = Object.keys(rows)
    .sort()
    .map((id) => `  ${JSON.stringify(id)}: ${JSON.stringify(rows[id])}`);
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
} else if (differing > 0) process.exitCode = 1;
