/**
 * `npm run bench`: how long a notebook takes, card text and facts at hand, warm;
 * beside two yardsticks in the same run, and the cold start of the command line.
 * Needs a folder of real model cards: argument or ALACARD_CARDS.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  MODEL_LIBRARIES_UI_ELEMENTS,
  type LibraryUiElement,
  type ModelData,
} from '@huggingface/tasks';
import { cardIds } from '../../proof/hub/cards.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { DECK } from '../src/deck/data.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../src/deck/shapes.ts';
import { createHub } from '../src/hub/client.ts';
import type { ModelFacts } from '../src/hub/facts.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { generateNotebook } from '../src/notebook/generate.ts';
import type { Recipe } from '../src/recipe/schema.ts';

const ROUNDS = 5;
const folder = process.argv[2] ?? process.env['ALACARD_CARDS'];
if (!folder) {
  console.error('Say where the model cards are: npm run bench -- FOLDER, or ALACARD_CARDS.');
  process.exit(2);
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;

function report(name: string, times: number[]): void {
  times.sort((a, b) => a - b);
  const [p50, p95, most] = [quantile(times, 0.5), quantile(times, 0.95), times.at(-1) ?? NaN];
  console.log(
    `${name.padEnd(44)} p50 ${p50.toFixed(2).padStart(8)} ms   p95 ${p95.toFixed(2).padStart(8)} ms   max ${most.toFixed(1).padStart(8)} ms`,
  );
}

// With the tiny models of the Proof behind the cards, they have weights and configurations.
const models = join(import.meta.dirname, '../../proof/out/models');
const roots = existsSync(models) ? [models] : [];
const ids = cardIds(folder);
const server = await startLocalHub({ roots, cards: folder });
const hub = createHub({ fetch, endpoint: server.url });
const all: ModelFacts[] = [];
for (const id of ids) {
  const facts = await hub.modelFacts(id);
  if (facts.ok) all.push(facts.value);
}

const recipeFor = (id: string, index: number): Recipe => ({
  version: 1,
  model_card: { id },
  prompt_cards: { pack: DECK.prompts[index % DECK.prompts.length]?.id ?? '' },
  topic: { id: DECK.topics[index % DECK.topics.length]?.id ?? '' },
  difficulty: DIFFICULTIES[index % 3] ?? 'beginner',
  ui_component: UI_COMPONENTS[index % UI_COMPONENTS.length] ?? 'gradio',
});

const linter = await nodeRuff();
const generate: number[] = [];
const stringify: number[] = [];
const snippets: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, facts] of all.entries()) {
    const recipe = recipeFor(facts.id, index);
    const t0 = performance.now();
    const { notebook } = generateNotebook(recipe, facts, { deck: DECK, linter });
    const t1 = performance.now();
    JSON.stringify(notebook, null, 1);
    const t2 = performance.now();
    snippetsOf(facts);
    const t3 = performance.now();
    // The first round warms the caches and the compiler.
    if (round === 0) continue;
    generate.push(t1 - t0);
    stringify.push(t2 - t1);
    snippets.push(t3 - t2);
  }
}

/** The library snippets of the Hub's own package, for the same model. */
function snippetsOf(facts: ModelFacts): void {
  const libraries: Readonly<Record<string, LibraryUiElement>> = MODEL_LIBRARIES_UI_ELEMENTS;
  const model = {
    id: facts.id,
    tags: [...facts.tags],
    pipeline_tag: facts.task ?? undefined,
    library_name: facts.library ?? 'transformers',
    config: facts.config,
    transformersInfo: facts.autoModel ? { auto_model: facts.autoModel } : undefined,
    siblings: facts.files.map((rfilename) => ({ rfilename })),
    // SAFETY: the fields that the snippet functions read; the rest is unused by them.
  } as unknown as ModelData;
  try {
    libraries[facts.library ?? 'transformers']?.snippets?.(model);
  } catch {
    // Some snippet functions throw when a field is missing; their time counts all the same.
  }
}

console.log(`${all.length} cards, ${ROUNDS} rounds after a warm one, Node ${process.version}`);
report('generate a checked notebook', generate);
report('JSON.stringify of the same notebooks', stringify);
report('@huggingface/tasks snippets, same models', snippets);

const cli = join(import.meta.dirname, '../bin/alacard.mjs');
function cold(name: string, args: readonly string[]): void {
  const times: number[] = [];
  for (let run = 0; run < 10; run += 1) {
    const t0 = performance.now();
    const done = spawnSync(process.execPath, [cli, ...args], {
      env: { ...process.env, HF_ENDPOINT: server.url },
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`alacard ${args.join(' ')}: ${done.stderr}`);
    times.push(performance.now() - t0);
  }
  report(`cold: ${name}`, times);
}
const bare: number[] = [];
for (let run = 0; run < 10; run += 1) {
  const t0 = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  bare.push(performance.now() - t0);
}
report('cold: node -e 0', bare);
cold('alacard --version', ['--version']);
cold('alacard deal --seed 1', ['deal', '--seed', '1']);
await server.close();
