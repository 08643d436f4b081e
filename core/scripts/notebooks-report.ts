/**
 * `npm run notebooks -w core -- FOLDER TRUTH`: the checks over a folder of anybody's notebooks,
 * held against what Python says of them (notebook_truth.py wrote TRUTH). Nothing of the folder is
 * committed. `--sample SEED` prints 100 findings to be judged by hand.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { checkNotebook, type NotebookFinding } from '../src/checks/index.ts';
import { readNotebookFile, type ReadNotebook } from '../src/ipynb/read-notebook.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { randomAt } from '../src/recipe/random.ts';

const [folder = '', truthFile = '', option, seed = '1'] = process.argv.slice(2);
const TruthSchema = z.object({
  file: z.string(),
  python: z.boolean(),
  broken: z.array(z.number()),
  undefined: z.array(z.tuple([z.number(), z.string()])).nullable(),
});
type Truth = z.infer<typeof TruthSchema>;
const truths = new Map(
  readFileSync(truthFile, 'utf8')
    .trim()
    .split('\n')
    .map((line): [string, Truth] => {
      const truth = TruthSchema.parse(JSON.parse(line));
      return [truth.file, truth];
    }),
);
const linter = await nodeRuff();
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** One finding as it stands in the report of a sample. */
interface Row {
  readonly file: string;
  readonly at: number;
  readonly finding: NotebookFinding;
  readonly line: string;
}
const rows: Row[] = [];
const times: number[] = [];
const counts = new Map<string, number>();
const wrong = { notebooks: 0, syntax: 0, names: 0 };
const right = { syntax: 0, names: 0 };
const all = { syntax: 0, names: 0, unknown: 0, notebooks: 0, failing: 0 };
const PLANTED = {
  syntax: 'def broken(:\n    pass',
  'undefined-name': 'print(name_that_nobody_defines)',
  secret: `token = "${['hf', 'qWxYkRtZvBnMpLsDfGhJcKwQeRtYuIoPaZ'].join('_')}"`,
  'removed-api': 'from transformers import AutoModelForVision2Seq',
  'bare-cuda': 'import torch\ntorch.zeros(1).to("cuda")',
};
const planted = new Map<string, [number, number]>();

function plant(notebook: ReadNotebook): void {
  for (const [code, source] of Object.entries(PLANTED)) {
    const cell = {
      at: -1,
      id: 'planted',
      kind: 'code' as const,
      source,
      output: '',
      language: null,
    };
    const found = checkNotebook({ ...notebook, cells: [...notebook.cells, cell] }, linter);
    const [hit, tried] = planted.get(code) ?? [0, 0];
    const isThere = found.some((one) => one.code === code && one.cell === 'planted');
    planted.set(code, [hit + Number(isThere), tried + 1]);
  }
}

for (const file of globSync('**/*.ipynb', { cwd: folder }).sort()) {
  const text = readFileSync(join(folder, file), 'utf8');
  const start = performance.now();
  const read = readNotebookFile(text);
  const findings = read.ok ? checkNotebook(read.notebook, linter) : [];
  times.push(performance.now() - start);
  const truth = truths.get(file);
  if (!read.ok || !truth) continue;
  all.notebooks += 1;
  const cells = new Map(read.notebook.cells.map((cell) => [cell.id, cell]));
  const broken = new Set(truth.broken);
  const names = truth.undefined && new Set(truth.undefined.map(([at, name]) => `${at} ${name}`));
  let isWrong = false;
  for (const finding of findings) {
    counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
    const cell = cells.get(finding.cell ?? '');
    if (!cell) continue;
    rows.push({
      file,
      at: cell.at,
      finding,
      line: cell.source.split('\n')[(finding.line ?? 1) - 1] ?? '',
    });
    if (finding.code === 'syntax') {
      if (broken.has(cell.at)) right.syntax += 1;
      else {
        wrong.syntax += 1;
        isWrong = true;
        if (option === '--wrong')
          console.log(`${file} [${cell.at}] syntax: ${rows.at(-1)?.line ?? ''}`);
      }
    } else if (finding.code === 'undefined-name') {
      const name = /`([^`]+)`/.exec(finding.message)?.[1] ?? '';
      if (names === null) all.unknown += 1;
      else if (names.has(`${cell.at} ${name}`)) right.names += 1;
      else {
        wrong.names += 1;
        isWrong = true;
        if (option === '--wrong')
          console.log(`${file} [${cell.at}] name ${name}: ${rows.at(-1)?.line ?? ''}`);
      }
    }
  }
  all.syntax += broken.size;
  const told = new Set(
    findings
      .filter(({ code }) => code === 'undefined-name')
      .map(
        ({ cell = '', message }) =>
          `${cells.get(cell)?.at ?? -1} ${/`([^`]+)`/.exec(message)?.[1] ?? ''}`,
      ),
  );
  all.names += names?.size ?? 0;
  if (option === '--missed')
    for (const one of names ?? []) if (!told.has(one)) console.log(`${file} missed ${one}`);
  if (option === '--missed')
    for (const at of broken)
      if (!findings.some(({ code, cell = '' }) => code === 'syntax' && cells.get(cell)?.at === at))
        console.log(`${file} missed syntax ${at}`);
  if (findings.some(({ severity }) => severity === 'error')) all.failing += 1;
  if (isWrong) wrong.notebooks += 1;
  if (truth.python) plant(read.notebook);
}

const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string =>
  `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)} ms`;
console.log(
  `${all.notebooks} notebooks; ${all.failing} fail the check; with a wrong error ${wrong.notebooks} (${percent(wrong.notebooks, all.notebooks)})`,
);
console.log(
  `syntax: precision ${percent(right.syntax, right.syntax + wrong.syntax)}, recall ${percent(right.syntax, all.syntax)} of ${all.syntax} cells`,
);
console.log(
  `undefined names: precision ${percent(right.names, right.names + wrong.names)} of ${right.names + wrong.names}; ${all.unknown} where pyflakes cannot know; true ones ${all.names}`,
);
console.log(
  `findings: ${[...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')}`,
);
console.log(
  `planted: ${[...planted].map(([code, [hit, tried]]) => `${code} ${percent(hit, tried)}`).join(', ')}`,
);
console.log(`read and checked: median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`);
if (option === '--sample') {
  for (let n = 0; n < 100 && rows.length > 0; n += 1) {
    const [row] = rows.splice(Math.floor(randomAt(Number(seed), n) * rows.length), 1);
    if (row)
      console.log(
        `${row.file} [${row.at}] ${row.finding.code} ${row.finding.message.slice(0, 110)} | ${row.line.trim().slice(0, 110)}`,
      );
  }
}
