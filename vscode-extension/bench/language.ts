/**
 * `node vscode-extension/bench/language.ts`: how long the language server takes
 * after a keystroke in a notebook of 100 cells; beside it the same notebook
 * read from scratch, in the same run. Target: 50 ms.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { findInNotebook, readNotebook, type OpenCell } from '../../core/src/language/index.ts';
import { readCells } from '../../core/src/ipynb/read-notebook.ts';
import { buildServer, startEditor } from '../src/language/editor.fixture.ts';

const CELLS = 100;
const KEYSTROKES = 200;
const ROUNDS = 20;
const NOTEBOOK = 'file:///bench/bench.ipynb';
const golden = new URL('../../core/golden/', import.meta.url);

function report(name: string, times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
  console.log(
    `${name.padEnd(52)} p50 ${at(0.5).toFixed(2).padStart(7)} ms   p95 ${at(0.95).toFixed(2).padStart(7)} ms   max ${at(1).toFixed(2).padStart(7)} ms`,
  );
  return at(0.5);
}

/** Cells of our own notebooks, each made different, so that nothing is known from another. */
function benchCells(mark: string): OpenCell[] {
  const all = readdirSync(golden).flatMap(
    (name) => readCells(readFileSync(new URL(name, golden), 'utf8')) ?? [],
  );
  return Array.from({ length: CELLS }, (_, at) => {
    const cell = all[at % all.length];
    if (!cell) throw new Error('core/golden has no cells.');
    const text = cell.kind === 'code' ? `${cell.source}\n# ${mark} ${String(at)}` : cell.source;
    return { uri: `${NOTEBOOK}#${String(at)}`, kind: cell.kind, text };
  });
}

const options = { undefinedNames: true };
const timed = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const keystroke = (stroke: number): string =>
  `value = nope${'x'.repeat(stroke % 40)}${String(stroke)}`;

const cells = benchCells('typed');
const codeCells = cells.flatMap((cell, at) => (cell.kind === 'code' ? [at] : []));
const edited = codeCells[Math.floor(codeCells.length / 2)] ?? 0;
const lines = cells.reduce((sum, cell) => sum + cell.text.split('\n').length, 0);
const code = codeCells.length;
console.log(
  `${String(CELLS)} cells (${String(code)} of code), ${String(lines)} lines; Node ${process.version}\n`,
);

for (let round = 0; round < 5; round += 1)
  findInNotebook(readNotebook(benchCells(`warm ${String(round)}`)), options);
const scratch: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const fresh = benchCells(`scratch ${String(round)}`);
  scratch.push(timed(() => findInNotebook(readNotebook(fresh), options)));
}
const type = (where: number, text: (stroke: number) => string): number[] => {
  let reading = readNotebook(cells);
  return Array.from({ length: KEYSTROKES }, (_, stroke) => {
    const next = cells.map((cell, at) => (at === where ? { ...cell, text: text(stroke) } : cell));
    return timed(() => {
      reading = readNotebook(next, reading);
      findInNotebook(reading, options);
    });
  });
};
const whole = report('findings, from scratch', scratch);
const one = report('findings, after a keystroke', type(edited, keystroke));
// Where the cells below depend on what is typed.
const shared = type(
  codeCells[0] ?? 0,

  (stroke) => `import torch, transformers\npipeline = transformers.p${String(stroke)}.pipeline`,
);
report('findings, after a keystroke in the first imports', shared);

const server = await buildServer();
const editor = await startEditor(server.path, options);
const uris = await editor.open(
  NOTEBOOK,
  cells.map((cell) => [cell.kind === 'code' ? 2 : 1, cell.text]),
);
const uri = uris[edited] ?? '';
const round: number[] = [];
for (let stroke = -20; stroke < KEYSTROKES; stroke += 1) {
  const text = keystroke(stroke + 20);
  const start = performance.now();
  await editor.type(NOTEBOOK, uri, text);
  const name = `\`${text.slice('value = '.length)}\``;
  await editor.until(uri, (found) =>
    found.some((one) => JSON.stringify(one.message).includes(name)),
  );
  if (stroke >= 0) round.push(performance.now() - start);
}
await editor.close();
server.remove();
const there = report('server: keystroke sent -> diagnostics received', round);
console.log(
  `\nA keystroke costs 1/${(whole / one).toFixed(0)} of reading the notebook from scratch.`,
);
if (there > 50) {
  console.error('Over the target of 50 ms after a keystroke.');
  process.exitCode = 1;
}
