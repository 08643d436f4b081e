/**
 * What the reader and the adapter make of a folder of real model cards.
 * Usage: npm run cards:report -- FOLDER [--refused CODE] [--accepted]
 * FOLDER may come from ALACARD_CARDS. Exit code 1 when anything throws.
 */
import { readModelCard } from '../src/model-card/read.ts';
import { selectExamples } from '../src/model-card/select.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { factsFromCard, readCorpus } from './corpus.ts';

const options = process.argv.slice(2);
const show = options.includes('--accepted');
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
const reading: number[] = [];
const choosing: number[] = [];

// The first round warms the machine up.
for (const { text } of cards) readModelCard(text);

for (const { id, file, text } of cards) {
  try {
    const card = readModelCard(text);
    const facts = factsFromCard(id, text, card);
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
    for (const { example, reasons: why } of refused) {
      const codes = new Set(why.map((one) => one.code));
      for (const code of codes) count(reasons, code);
      if (codes.size === 1) for (const code of codes) count(sole, code);
      if (wanted && codes.has(wanted)) {
        console.log(
          `\n===== ${id} line ${example.line}: ${why.map((one) => one.message).join(' ')}\n${example.source}`,
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
  `reading a card: p50 ${percentile(reading, 0.5)} ms, p95 ${percentile(reading, 0.95)} ms; choosing examples: p50 ${percentile(choosing, 0.5)} ms, p95 ${percentile(choosing, 0.95)} ms`,
);
table('Found as', forms);
table('Engine', engines);
table('Refused because (an example can have several reasons)', reasons);
table('Refused for this reason alone', sole);
table('Changed', changes);
process.exitCode = totals.thrown > 0 ? 1 : 0;
