/**
 * The notebooks as they were at commit 8eb487c, before the rooms of core were
 * moved: hashes of the golden notebooks, and of two notebooks for every real
 * model card of a folder (ALACARD_CARDS). Only ids and hashes are kept, never
 * the text of a card.
 *
 *   node core/scripts/manifest.ts                  compares; every difference must be explained
 *   node core/scripts/manifest.ts --explain        keeps today's differences, each with the reasons
 *                                                  that core/old/kinds.yaml gives for its cells;
 *                                                  fails where a cell has none
 *   node core/scripts/manifest.ts --texts FOLDER   writes the notebooks, to be compared by eye
 *   node core/scripts/manifest.ts --cells FOLDER   keeps hashes of the cells of such a folder, and
 *                                                  of the golden notebooks in FOLDER/golden
 *   node core/scripts/manifest.ts --write          a new baseline
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cardIds } from '../../proof/hub/cards.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { DECK } from '../src/deck/data.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../src/deck/shapes.ts';
import { createHub } from '../src/hub/client.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { generateNotebook } from '../src/notebook/generate.ts';
import { notebookText } from '../src/ipynb/nbformat.ts';
import type { Recipe } from '../src/recipe/schema.ts';
import {
  cellsOf,
  notebooksIn,
  packCells,
  readCells,
  readKinds,
  reasonsFor,
  textsOf,
} from './manifest-cells.ts';

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    explain: { type: 'boolean', default: false },
    cells: { type: 'string' },
    texts: { type: 'string' },
    cards: { type: 'string' },
  },
});
const folder = options.cards ?? process.env['ALACARD_CARDS'];
if (!folder) {
  console.error('Say where the model cards are: node core/scripts/manifest.ts --cards FOLDER');
  process.exit(2);
}

const HashSchema = z.string().regex(/^[0-9a-f]{64}$|^refused: [a-z-]+$/);
const ManifestSchema = z.object({
  /** What the hands rotate over: a card that is added later must not shift them. */
  topics: z.array(z.string()),
  packs: z.array(z.string()),
  golden: z.record(z.string(), HashSchema),
  /** For each model, the notebooks of its two hands. */
  cards: z.record(z.string(), z.array(HashSchema).length(2)),
});
type Manifest = z.infer<typeof ManifestSchema>;
const ExplainedSchema = z.object({
  /** Each says what was done to the product (core/old/kinds.yaml). */
  reasons: z.array(z.string()),
  /** What differs from the manifest: its hash as it is now, and the places of its reasons. */
  now: z.record(z.string(), z.tuple([HashSchema, z.array(z.number().int())])),
});

const old = join(import.meta.dirname, '../old');
const file = join(old, 'manifest.json');
const explainedFile = join(old, 'explained.json');
const cellsFile = join(old, 'cells.json');
const read = <T>(schema: z.ZodType<T>, path: string): T =>
  schema.parse(JSON.parse(readFileSync(path, 'utf8')));
const save = (path: string, value: unknown): void => {
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
};
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

if (options.cells) {
  const card = (name: string) => name.replace('__', '/').replace(/-(\d)\.ipynb$/, ' $1');
  const kept = new Map([
    ...notebooksIn(join(options.cells, 'golden'), (name) => `golden/${name}`),
    ...notebooksIn(options.cells, card),
  ]);
  writeFileSync(cellsFile, packCells(kept));
  console.log(`kept the cells of ${kept.size} notebooks`);
  process.exit(0);
}

const before: Manifest = options.write
  ? {
      topics: DECK.topics.map((one) => one.id),
      packs: DECK.prompts.map((one) => one.id),
      golden: {},
      cards: Object.fromEntries(cardIds(folder).map((id) => [id, []])),
    }
  : read(ManifestSchema, file);

const rotate = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to rotate over');
  return item;
};
const hand = (id: string, index: number, component: number): Recipe => ({
  version: 1,
  model_card: { id },
  prompt_cards: { pack: rotate(before.packs, index) },
  topic: index % 9 === 8 ? { own: 'urban beekeeping' } : { id: rotate(before.topics, index) },
  difficulty: rotate(DIFFICULTIES, index),
  ui_component: rotate(UI_COMPONENTS, component),
});

const golden = join(import.meta.dirname, '../golden');
/** The notebooks as they are now, where there is one. */
const texts = new Map(notebooksIn(golden, (name) => `golden/${name}`));
const now: Manifest = { ...before, golden: {}, cards: {} };
for (const name of readdirSync(golden).sort()) {
  now.golden[name] = hashOf(readFileSync(join(golden, name), 'utf8'));
}

// No tiny models behind the cards: the manifest must be the same on every machine.
const local = await startLocalHub({ roots: [], cards: folder });
const hub = createHub({ fetch, endpoint: local.url });
const linter = await nodeRuff();
if (options.texts) mkdirSync(options.texts, { recursive: true });
for (const [index, id] of Object.keys(before.cards).entries()) {
  const facts = await hub.modelFacts(id);
  if (!facts.ok) throw new Error(`${id}: ${facts.error.message}`);
  const third = Math.floor(index / 3);
  now.cards[id] = [hand(id, index, third), hand(id, index + 1, third + 3)].map((recipe, place) => {
    const { notebook, findings } = generateNotebook(recipe, facts.value, { deck: DECK, linter });
    if (!notebook)
      return `refused: ${findings.find((one) => one.severity === 'error')?.code ?? ''}`;
    const text = notebookText(notebook);
    texts.set(`${id} ${place + 1}`, text);
    if (options.texts) {
      writeFileSync(join(options.texts, `${id.replace('/', '__')}-${place + 1}.ipynb`), text);
    }
    return hashOf(text);
  });
}
await local.close();

if (options.write) {
  save(file, now);
  save(explainedFile, { reasons: [], now: {} });
  console.log(
    `kept ${Object.keys(now.cards).length} models and ${Object.keys(now.golden).length} golden notebooks`,
  );
  process.exit(0);
}

const flat = (manifest: Manifest): Map<string, string> =>
  new Map([
    ...Object.entries(manifest.golden).map(([name, hash]) => [`golden/${name}`, hash] as const),
    ...Object.entries(manifest.cards).flatMap(([id, hashes]) =>
      hashes.map((hash, place) => [`${id} ${place + 1}`, hash] as const),
    ),
  ]);
const { reasons, now: explained } = read(ExplainedSchema, explainedFile);
const [was, is] = [flat(before), flat(now)];
const keys = [...new Set([...was.keys(), ...is.keys()])];
const different = keys.filter((key) => is.get(key) !== was.get(key));
const unexplained = different.filter((key) => explained[key]?.[0] !== is.get(key));

if (options.explain) {
  const kinds = readKinds(join(old, 'kinds.yaml'));
  const cells = readCells(cellsFile);
  const rows: string[] = [];
  const unnamed: string[] = [];
  const refusal = (text: string | undefined, hash: string) => {
    const all = new Map([
      text === undefined ? ['notebook/refused', hash] : ['notebook/made', text],
    ]);
    return reasonsFor(new Map(), all, all, kinds);
  };
  for (const key of different) {
    const [then, text] = [cells.get(key), texts.get(key)];
    const found =
      then && text !== undefined
        ? reasonsFor(then, cellsOf(text), textsOf(text), kinds)
        : // Of a notebook that was refused, or is now, there are no cells to compare.
          refusal(text, is.get(key) ?? 'refused: gone');
    unnamed.push(...found.unnamed.map((cell) => `${key}: no kind names ${cell}`));
    rows.push(
      `${JSON.stringify(key)}: ${JSON.stringify([is.get(key) ?? 'refused: gone', found.reasons])}`,
    );
  }
  for (const line of unnamed) console.log(line);
  if (unnamed.length === 0) {
    writeFileSync(
      explainedFile,
      `{"reasons": ${JSON.stringify(
        kinds.map(({ reason }) => reason),
        null,
        1,
      )},\n"now": {\n${rows.join(',\n')}\n}}\n`,
    );
  }
  console.log(`${different.length} differ, ${unnamed.length} cells that no kind names`);
  process.exit(unnamed.length > 0 ? 1 : 0);
}
for (const key of unexplained) console.log(`differs: ${key}`);
for (const [place, reason] of reasons.entries()) {
  const count = different.filter((key) => explained[key]?.[1].includes(place)).length;
  console.log(`${count} differ: ${reason}`);
}
console.log(`${keys.length - different.length} are as they were`);
console.log(`${keys.length - unexplained.length} passed, ${unexplained.length} failed, 0 skipped`);
process.exit(unexplained.length > 0 ? 1 : 0);
