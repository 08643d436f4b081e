import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT_KINDS } from '../../core/src/deck/shapes.ts';
import type { Case, ProofModel } from '../matrix/case.ts';
import { spread } from '../matrix/cards.ts';
import { pairwiseCover } from '../matrix/cover.ts';
import { caseFilter } from '../matrix/filter.ts';
import { fullMatrix } from '../matrix/full.ts';
import { onGpu } from '../matrix/gpu.ts';
import type { Report, Row } from '../report/report.ts';
import { markdown } from '../report/table.ts';

export type Expect = (name: string, ok: boolean, said: string) => void;

/** What can be checked without a kernel: the choice of cases, the report, the shapes. */
export function paperChecks(models: readonly ProofModel[], expect: Expect): void {
  const matrix = fullMatrix(models, new Set());
  const full = fullMatrix(models, new Set(), true);
  for (const [name, pair] of KINDS) {
    const missing = [...new Set(full.map(pair))].filter((one) => !matrix.map(pair).includes(one));
    expect(`the matrix has every ${name}`, missing.length === 0, missing.join(', '));
  }
  const cover = pairwiseCover(models);
  for (const [name, pair] of PAIRS) {
    const missing = [...new Set(full.map(pair))].filter((one) => !cover.map(pair).includes(one));
    expect(`the sample has every ${name}`, missing.length === 0, missing.join(', '));
  }
  const able = models.filter(({ shape }) => shape?.gpu);
  const adapters = new Set(able.map(({ adapter }) => adapter));
  const gpus = onGpu(models);
  const levels = new Set(gpus.map(({ model, difficulty }) => model.adapter + difficulty));
  expect(
    'every adapter with torch is tried on the graphics card at every difficulty',
    adapters.size > 0 && levels.size === 3 * adapters.size,
    `${String(levels.size)} of 3 x ${String(adapters.size)}`,
  );
  expect(
    'every model with torch is tried on the graphics card',
    new Set(gpus.map(({ model }) => model.id)).size === able.length,
    `of ${String(able.length)} models`,
  );
  const once = onGpu(models, true).map(({ model }) => model.adapter);
  expect(
    'the sample tries each of them there once',
    once.length === adapters.size && new Set(once).size === adapters.size,
    once.join(', '),
  );
  expect(
    'the sample is a fraction of the matrix',
    cover.length < full.length / 3,
    `${String(cover.length)} of ${String(full.length)}`,
  );
  expect(
    'the sample is the same twice',
    JSON.stringify(pairwiseCover(models)) === JSON.stringify(cover),
    'it changed',
  );
  expect(
    'only cases with a component that fits',
    [...full, ...cover].every(({ model, ui }) => model.shape?.components.includes(ui)),
    'one does not fit',
  );
  const chosen = full.filter(caseFilter('ui=api,ui=batch,difficulty=beginner'));
  expect(
    '--only keeps what was asked for',
    chosen.length > 0 &&
      chosen.every(({ ui, difficulty }) => /api|batch/.test(ui) && difficulty === 'beginner'),
    `${String(chosen.length)} cases`,
  );
  expect(
    '--only refuses an unknown key',
    throws(() => caseFilter('color=red')),
    'it was taken',
  );
  const ids = Array.from({ length: 100 }, (_, place) => `m/${String(place)}`);
  expect('cards are spread', new Set(spread(ids, 7)).size === 7, spread(ids, 7).join(' '));

  const shapes = readFileSync(
    join(import.meta.dirname, '..', 'runner', 'probes', 'shapes.py'),
    'utf8',
  );
  const unknown = OUTPUT_KINDS.filter((kind) => !shapes.includes(`"${kind}"`));
  expect('every output kind is checked', unknown.length === 0, unknown.join(', '));

  const text = markdown(reportOf(cover[0], 'a | b <script>`'), 'Test');
  expect('a failure is in the report', text.includes('**0 of 1**'), text);
  expect('its reason cannot break the table', text.includes('a \\| b \\<script\\>\\`'), text);
}

/** What the matrix promises of every pairing there is. */
const KINDS: typeof PAIRS = [
  [
    'adapter with every component at every difficulty',
    ({ model, ui, difficulty }) => `${model.adapter} ${ui} ${difficulty}`,
  ],
  ['model at every difficulty', ({ model, difficulty }) => `${model.id} ${difficulty}`],
];

const PAIRS: readonly (readonly [string, (one: Case) => string])[] = [
  ['model', ({ model }) => model.id],
  ['adapter and difficulty', ({ model, difficulty }) => `${model.adapter} ${difficulty}`],
  ['component and output kind', ({ model, ui }) => `${ui} ${model.shape?.output ?? ''}`],
  ['component and difficulty', ({ ui, difficulty }) => `${ui} ${difficulty}`],
  ['topic and difficulty', ({ topic, difficulty }) => `${topic} ${difficulty}`],
  ['prompt pack and difficulty', ({ prompts, difficulty }) => `${prompts} ${difficulty}`],
];

const throws = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch {
    return true;
  }
};

function reportOf(one: Case | undefined, reason: string): Report {
  if (!one) throw new Error('an empty sample');
  const row: Row = {
    model: one.model.id,
    task: one.model.task,
    library: one.model.library,
    adapter: one.model.adapter,
    route: 'local',
    ui: one.ui,
    difficulty: one.difficulty,
    topic: one.topic,
    prompts: one.prompts,
    status: 'failed',
    seconds: 1,
    reason,
  };
  return { scope: 'only', date: '2026-01-01', versions: {}, wall: 1, executed: 1, results: [row] };
}
