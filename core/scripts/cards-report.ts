/**
 * What the reader and the adapter make of a folder of real model cards, and what the notebooks
 * made of them do with the authors' examples: run one, show one with the reason, or leave them out.
 * Usage: npm run cards:report -- FOLDER [--refused CODE] [--accepted] [--each]
 * FOLDER may come from ALACARD_CARDS. Exit code 1 when anything throws.
 */
import { DECK } from '../src/deck/data.ts';
import { generateNotebook } from '../src/notebook/generate.ts';
import { readModelCard } from '../src/model-card/read.ts';
import { selectExamples } from '../src/examples/select.ts';
import type { ModelFacts } from '../src/hub/facts.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { factsFromCard, readCorpus } from './corpus.ts';

const options = process.argv.slice(2);
const show = options.includes('--accepted');
const each = options.includes('--each');
const wanted = options.includes('--refused')
  ? (options[options.indexOf('--refused') + 1] ?? null)
  : null;
const folder =
  options.find((option) => !option.startsWith('--') && option !== wanted) ??
  process.env['ALACARD_CARDS'];
if (!folder) {
  console.error(
    'Say where the model cards are: npm run cards:report -- FOLDER, or set ALACARD_CARDS.',
  );
  process.exit(2);
}

const count = (map: Map<string, number>, key: string): void =>
  void map.set(key, (map.get(key) ?? 0) + 1);
const table = (title: string, map: Map<string, number>): void => {
  console.log(`\n${title}`);
  for (const [key, number] of [...map].sort((a, b) => b[1] - a[1]))
    console.log(`${String(number).padStart(6)}  ${key}`);
};
const percentile = (values: readonly number[], part: number): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1);
};

/** Fastest of five runs, in ms: what the work takes, without what else the machine is doing. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

const cards = readCorpus(folder);
const linter = await nodeRuff();
const totals = {
  found: 0,
  adapted: 0,
  accepted: 0,
  refused: 0,
  thrown: 0,
  withPython: 0,
  withAccepted: 0,
};
const forms = new Map<string, number>();
const engines = new Map<string, number>();
const reasons = new Map<string, number>();
const sole = new Map<string, number>();
const changes = new Map<string, number>();
const becomes = { executed: 0, unexecuted: 0, leftOut: 0, none: 0 };
const why = new Map<string, number>();
const reading: number[] = [];
const choosing: number[] = [];

// The first round warms the machine up.
for (const { text } of cards) readModelCard(text);

/** What the notebook of a card does with the author's examples, and the finding that says so. */
function inNotebook(facts: ModelFacts): {
  readonly what: keyof typeof becomes;
  readonly said: string;
} {
  const recipe = {
    version: 1,
    model_card: { id: facts.id.replace('@', '-') },
    prompt_cards: { pack: 'first-steps' },
    topic: { id: 'legal' },
    difficulty: 'beginner',
    ui_component: 'gradio',
  } as const;
  const { plan, findings } = generateNotebook(recipe, facts, { deck: DECK, linter });
  const finding = findings.find(({ code }) => code.startsWith('example-'));
  const said = finding?.message ?? '';
  if (plan?.cells.some(({ role, kind }) => role === 'card-example' && kind === 'code'))
    return { what: 'executed', said };
  if (plan?.cells.some(({ role }) => role === 'card-example-shown'))
    return { what: 'unexecuted', said };
  return finding ? { what: 'leftOut', said } : { what: 'none', said: '' };
}

for (const { id, file, text, task, library } of cards) {
  try {
    const card = readModelCard(text);
    const facts = factsFromCard(id, text, card, { task, library });
    if (card.examples.length > 0) {
      const { what, said } = inNotebook(facts);
      becomes[what] += 1;
      const reason = said
        .replace(/^The model card's[^.:]*[.:] ?/, '')
        .replace(/"[^"]*"|`[^`]*`/g, '…');
      if (what !== 'executed') count(why, `${what}: ${reason || 'nothing is said'}`);
      if (each) console.log(`${what.padEnd(10)}  ${id}  ${said}`);
    }
    reading.push(fastest(() => readModelCard(text)));
    choosing.push(fastest(() => selectExamples(card, { facts, linter })));
    const { shown, refused } = selectExamples(card, { facts, linter, all: true });
    totals.found += card.examples.length;
    if (card.examples.length > 0) totals.withPython += 1;
    if (shown.length > 0) totals.withAccepted += 1;
    totals.accepted += shown.length;
    totals.refused += refused.length;
    totals.adapted += shown.filter((one) => one.changes.length > 0).length;
    for (const { form, engine } of card.examples) {
      count(forms, form);
      count(engines, engine ?? '(none)');
    }
    for (const { source, changes: made } of shown) {
      for (const { code } of made) count(changes, code);
      if (show) console.log(`\n===== ${id}\n${source}`);
    }
    for (const { example, reasons: found } of refused) {
      const codes = new Set(found.map((one) => one.code));
      for (const code of codes) count(reasons, code);
      if (codes.size === 1) for (const code of codes) count(sole, code);
      if (wanted && codes.has(wanted)) {
        console.log(
          `\n===== ${id} line ${example.line}: ${found.map((one) => one.message).join(' ')}\n${example.source}`,
        );
      }
    }
  } catch (error) {
    totals.thrown += 1;
    console.error(
      `${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

console.log(
  `${cards.length} cards, ${totals.thrown} threw; ${totals.withPython} with Python, ${totals.withAccepted} with an accepted example`,
);
console.log(
  `${totals.found} examples found: ${totals.accepted} accepted (${totals.adapted} after changes), ${totals.refused} refused, ${totals.found - totals.accepted - totals.refused} the same as another`,
);
console.log(
  `in the notebooks of the ${totals.withPython}: ${becomes.executed} executed, ${becomes.unexecuted} shown unexecuted with the reason, ${becomes.leftOut} left out with the reason, ${becomes.none} without a word`,
);
console.log(
  `reading a card: p50 ${percentile(reading, 0.5)} ms, p95 ${percentile(reading, 0.95)} ms; choosing examples: p50 ${percentile(choosing, 0.5)} ms, p95 ${percentile(choosing, 0.95)} ms`,
);
table('Not executed because', why);
table('Found as', forms);
table('Engine', engines);
table('Refused because (an example can have several reasons)', reasons);
table('Refused for this reason alone', sole);
table('Changed', changes);
process.exitCode = totals.thrown > 0 ? 1 : 0;
