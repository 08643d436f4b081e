/**
 * Truth: notebooks executed with real weights and judged by meaning.
 *
 *     npm run truth                 every model at every level; writes proof/report-truth.json
 *     npm run truth -- --sample     one notebook a model, levels in turn, and the faults
 *     npm run truth -- --planted    faults that run without an error and must be noticed
 *     npm run truth -- --only ID    models whose id holds ID
 *     … --into                      their rows go into the report, the others stay
 *     npm run truth -- --hub        well-known models from the real Hub: proof/truth/hub.ts
 *
 * Closes with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DIFFICULTIES, type DifficultyId } from '../../core/src/deck/shapes.ts';
import { startLocalHub } from '../hub/server.ts';
import type { ProofModel } from '../matrix/case.ts';
import { lookUp } from '../matrix/models.ts';
import { Editor } from '../steps/edit.ts';
import { execute, type Executed, type Job } from '../steps/execute.ts';
import { OUT, ROOT, runPython, versions } from '../steps/python.ts';
import { runHub } from './hub.ts';
import { judgedJob, readJudged, type JudgedJob } from './judged.ts';
import { PLANTED, type PlantedFault } from './planted.ts';
import { intoTruth, writeTruth, type TruthRow } from './report.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    hub: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    only: { type: 'string' },
    into: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
  },
});
const wanted = (id: string): boolean => values.only === undefined || id.includes(values.only);
const work = mkdtempSync(join(tmpdir(), 'alacard-truth-'));
process.env['HF_HOME'] = join(work, 'hf');

try {
  const failed = values.hub
    ? await runHub({ wanted, again: values.again, work })
    : await runLocal();
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function runLocal(): Promise<number> {
  const weights = join(OUT, 'truth');
  console.error('Making the real models …');
  await runPython('proof/truth/weights.py', weights);
  const hub = await startLocalHub({ roots: [weights] });
  process.env['HF_ENDPOINT'] = hub.url;
  process.env['HF_TOKEN'] = 'hf_good_proof';
  try {
    const began = Date.now();
    const rows = values.planted ? [] : await sound(weights);
    const faults = values.planted || values.sample ? await planted(weights) : [];
    const seconds = (Date.now() - began) / 1000;
    const whole = !values.sample && !values.planted;
    if (whole && (values.only === undefined || values.into)) {
      const file = join(ROOT, 'proof', 'report-truth.json');
      const report = { rows, versions: await versions() };
      const order = readJudged().map(({ id }) => id);
      writeTruth(values.into ? intoTruth(report, file, order) : report, file);
    }
    const failed = rows.filter(({ reason }) => reason !== undefined).length;
    const unseen = faults.filter((seen) => !seen).length;
    const all = rows.length + faults.length;
    if (all === 0) throw new Error(`no model is called ${values.only ?? ''}`);
    console.error(`${seconds.toFixed(0)} s`);
    console.log(`${String(all - failed - unseen)} passed, ${String(failed + unseen)} failed`);
    return failed + unseen;
  } finally {
    await hub.close();
  }
}

/** Every model as it is made for its reader. */
async function sound(weights: string): Promise<TruthRow[]> {
  const judged = readJudged().filter(({ id }) => wanted(id));
  const { models, refused } = await lookUp([...new Set(judged.map(({ id }) => id))]);
  const rows: TruthRow[] = [];
  const unmade = (row: TruthRow & { reason: string }): void => {
    rows.push(row);
    say(false, `${row.model} ${row.level} ${row.reason}`);
  };
  for (const { id, reason } of refused) unmade({ model: id, level: '', reason });
  const asked: JudgedJob[] = [];
  for (const [index, how] of judged.entries()) {
    const model = models.find(({ id }) => id === how.id);
    // Those that were refused stand among the rows already.
    if (!model) continue;
    const levels = values.sample ? [levelOf(index)] : DIFFICULTIES;
    for (const level of levels) asked.push(await jobFor(model, level, weights, how));
  }
  for (const { model, level, job, reason } of asked) {
    if (job === null) unmade({ model, level, reason: reason ?? '' });
  }
  await executed(
    asked.flatMap(({ job }) => job ?? []),
    ({ id, seconds, figures, ...result }) => {
      const which = asked.find(({ job }) => job?.id === id);
      if (!which) throw new Error(`a result for ${id}, which nobody asked for`);
      const failed = reasonOf(result);
      rows.push({
        model: which.model,
        level: which.level,
        seconds,
        ...(figures ? { figures } : {}),
        ...(failed === undefined ? {} : { reason: failed }),
      });
      say(
        failed === undefined,
        `${id} ${failed ?? JSON.stringify(figures)} ${seconds.toFixed(0)} s`,
      );
    },
  );
  const order = (row: TruthRow): number => asked.findIndex((one) => same(one, row));
  return rows.sort((a, b) => order(a) - order(b));
}

/** Whether each planted fault was noticed, for the planted reason. */
async function planted(weights: string): Promise<boolean[]> {
  const faults = PLANTED.filter(({ model }) => wanted(model));
  const { models } = await lookUp([...new Set(faults.map(({ model }) => model))]);
  const jobs = new Map<string, { fault: PlantedFault; job: Job }>();
  for (const [place, fault] of faults.entries()) {
    const model = models.find(({ id }) => id === fault.model);
    const { job } = model ? await jobFor(model, 'beginner', weights) : { job: null };
    if (!job) throw new Error(`no notebook for ${fault.model}`);
    const notebook = new Editor(job.path);
    fault.plant(notebook);
    const path = join(work, `fault-${String(place)}.ipynb`);
    notebook.save(path);
    jobs.set(fault.name, { fault, job: { ...job, id: fault.name, path } });
  }
  const seen: boolean[] = [];
  await executed(
    [...jobs.values()].map(({ job }) => job),
    (result) => {
      const expected = jobs.get(result.id)?.fault.expected;
      const reason = reasonOf(result);
      const noticed = reason !== undefined && expected?.test(reason) === true;
      seen.push(noticed);
      say(noticed, `noticed: ${result.id}: ${reason ?? 'it passed'}`);
    },
  );
  if (seen.length !== faults.length) throw new Error('the runner gave too few results');
  return seen;
}

/** @param how one of the model's judges; without it the first. */
function jobFor(
  model: ProofModel,
  level: DifficultyId,
  weights: string,
  how = readJudged().find(({ id }) => id === model.id),
): Promise<JudgedJob> {
  if (!how) throw new Error(`no judge for ${model.id}`);
  return judgedJob(model, how, level, { folder: join(work, 'notebooks'), weights });
}

function executed(jobs: readonly Job[], onResult: (result: Executed) => void): Promise<void> {
  return execute(jobs, onResult, {
    workers: Number(values.workers),
    timeout: 600,
    failures: join(OUT, 'failures', 'truth'),
  });
}

function levelOf(index: number): DifficultyId {
  const level = DIFFICULTIES[index % DIFFICULTIES.length];
  if (!level) throw new Error('there are no levels');
  return level;
}

function same(a: Pick<JudgedJob, 'model' | 'level'>, b: TruthRow): boolean {
  return a.model === b.model && a.level === b.level;
}

type Ending = Pick<Executed, 'status' | 'role' | 'reason'>;
function reasonOf({ status, role, reason }: Ending): string | undefined {
  return status === 'failed' ? `[${role ?? ''}] ${reason ?? ''}` : undefined;
}

function say(good: boolean, text: string): void {
  console.error(`${good ? 'ok  ' : 'FAIL'} ${text}`);
}
