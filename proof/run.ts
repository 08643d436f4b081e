/**
 * Proof: notebooks are made through the command line and executed in real kernels.
 *
 *     npm run proof                            the whole matrix; goes on where it stopped
 *     npm run proof -- --every-model           also every model with every component
 *     npm run proof -- --sample                a pairwise cover of it
 *     npm run proof -- --cards 40 --corpus DIR real model cards (DIR or ALACARD_CARDS)
 *     npm run proof -- --only task=…,ui=…      for work; keys: model, task, adapter, ui, …
 *     … --again                                also what passed before; --workers N; --list
 *
 * Writes proof/report.json (of the sample and the cards: proof/report-sample.json,
 * proof/report-cards.json) and its part of docs/proof.md, and closes with
 * `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalHub } from './hub/server.ts';
import { cardCases, cardIds, spread } from './matrix/cards.ts';
import { caseId, type Case } from './matrix/case.ts';
import { pairwiseCover } from './matrix/cover.ts';
import { caseFilter } from './matrix/filter.ts';
import { fullMatrix } from './matrix/full.ts';
import { onGpu } from './matrix/gpu.ts';
import { lookUp, specialIds, tinyIds } from './matrix/models.ts';
import { prove } from './prove.ts';
import { startProvider } from './provider/server.ts';
import { writeReport, writeTable, type Scope } from './report/report.ts';
import { markdown } from './report/table.ts';
import { MODELS, OUT, ROOT, runPython, versions } from './steps/python.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    'every-model': { type: 'boolean', default: false },
    cards: { type: 'string' },
    corpus: { type: 'string' },
    only: { type: 'string' },
    again: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
  },
});

const TITLES: Readonly<Record<Scope, string>> = {
  full: 'Every task, component and difficulty',
  sample: 'Pairwise sample',
  cards: 'Real model cards',
  only: 'A choice',
};

const corpus = values.corpus ?? process.env['ALACARD_CARDS'];
if (values.cards !== undefined && corpus === undefined) {
  console.error(
    '--cards needs --corpus DIR or ALACARD_CARDS: a folder with index.jsonl and cards/.',
  );
  process.exit(2);
}

console.error('Building the tiny models …');
await runPython('proof/models/make.py', MODELS);
const hub = await startLocalHub({
  roots: [MODELS],
  ...(corpus === undefined ? {} : { cards: corpus }),
});
const provider = await startProvider();
const work = mkdtempSync(join(tmpdir(), 'alacard-proof-'));
process.env['HF_ENDPOINT'] = hub.url;
// A token that the local hub takes for one that has access; the cache is new each time.
process.env['HF_TOKEN'] = 'hf_good_proof';
process.env['HF_HOME'] = join(work, 'hf');

try {
  const cases = await chosen();
  if (values.list) {
    for (const one of cases) console.log(caseId(one), one.model.adapter);
    console.log(`${String(cases.length)} notebooks`);
  } else {
    const scope = scopeOf();
    const stack = await versions();
    if (cases.some(({ gpu }) => gpu)) await runPython('proof/device/build.py');
    const began = Date.now();
    const { rows: results, executed } = await prove(cases, {
      versions: stack,
      folder: join(work, 'notebooks'),
      failures: join(OUT, 'failures', scope),
      workers: Number(values.workers),
      provider: provider.url,
      again: values.again,
    });
    const report = {
      scope,
      date: new Date().toISOString().slice(0, 10),
      versions: stack,
      wall: (Date.now() - began) / 1000,
      executed,
      results,
    };
    writeReport(report, fileOf(scope));
    if (scope !== 'only') writeTable(scope, markdown(report, TITLES[scope]));
    const failed = results.filter(({ status }) => status === 'failed').length;
    console.log(`${String(results.length - failed)} passed, ${String(failed)} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  }
} finally {
  await Promise.all([hub.close(), provider.close()]);
  rmSync(work, { recursive: true, force: true });
}

/** The matrix is the report; the sample and the cards have their own; a choice is nobody's business. */
function fileOf(scope: Scope): string {
  if (scope === 'only') return join(OUT, 'report.json');
  return join(ROOT, 'proof', scope === 'full' ? 'report.json' : `report-${scope}.json`);
}

function scopeOf(): Scope {
  if (values.cards !== undefined) return 'cards';
  if (values.only !== undefined) return 'only';
  return values.sample ? 'sample' : 'full';
}

async function chosen(): Promise<Case[]> {
  const keep = values.only === undefined ? () => true : caseFilter(values.only);
  if (values.cards !== undefined) {
    const { models, refused } = await lookUp(spread(cardIds(corpus ?? ''), Number(values.cards)));
    for (const { id, reason } of refused) console.error(`refused: ${id}: ${reason}`);
    return cardCases(models).filter(keep);
  }
  const special = specialIds(MODELS);
  const { models } = await lookUp(tinyIds(MODELS));
  const common = models.filter(({ id }) => !special.has(id));
  const cases = values.sample
    ? [...pairwiseCover(models), ...onGpu(common, true)]
    : [...fullMatrix(models, special, values['every-model']), ...onGpu(common)];
  return cases.filter(keep);
}
