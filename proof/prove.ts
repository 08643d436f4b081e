import { rmSync } from 'node:fs';
import { caseId, type Case } from './matrix/case.ts';
import { Progress } from './progress.ts';
import type { Row } from './report/report.ts';
import { execute, type Executed, type Job } from './steps/execute.ts';
import { makeNotebook, type Made } from './steps/notebooks.ts';

export interface ProveOptions {
  readonly versions: Readonly<Record<string, string>>;
  /** Where the notebooks are put. */
  readonly folder: string;
  /** Where the notebooks and tracebacks of failures are kept. */
  readonly failures: string;
  readonly workers: number;
  /** Address of the stand-in for an inference provider. */
  readonly provider: string;
  /** Execute also what passed before, unchanged. */
  readonly again: boolean;
}

export interface Proved {
  /** One for each case, in their order. */
  readonly rows: readonly Row[];
  /** How many were executed now; the others passed before, unchanged, or could not be made. */
  readonly executed: number;
}

/** Makes and executes the notebooks of all cases. */
export async function prove(cases: readonly Case[], options: ProveOptions): Promise<Proved> {
  const progress = new Progress(options.versions);
  const rows = new Map<string, Row>();
  for (const old of [options.folder, options.failures]) {
    rmSync(old, { recursive: true, force: true });
  }

  console.error(`Making ${String(cases.length)} notebooks …`);
  const made: Made[] = [];
  for (const one of cases) made.push(await makeNotebook(one, options.folder));

  const jobs: Job[] = [];
  const texts = new Map<string, Made>();
  for (const each of made) {
    const id = caseId(each.case);
    if (each.text === null) {
      rows.set(id, rowOf(each.case, { status: 'failed', seconds: 0, reason: each.reason ?? '' }));
      continue;
    }
    const asked = jobsOf(each, options.provider);
    const before = options.again ? undefined : progress.passed(each.text, asked);
    if (before !== undefined) {
      rows.set(id, rowOf(each.case, { status: 'passed', seconds: before }));
      continue;
    }
    texts.set(id, each);
    jobs.push(...asked);
  }
  console.error(
    `Executing ${String(texts.size)} of them (${String(rows.size)} are decided already) …`,
  );
  let done = 0;
  const open = new Map<string, number>();
  for (const { id } of jobs) {
    const key = id.replace(NO_TOKEN, '');
    open.set(key, (open.get(key) ?? 0) + 1);
  }
  const onResult = (result: Executed): void => {
    const id = result.id.replace(NO_TOKEN, '');
    const each = texts.get(id);
    if (!each) throw new Error(`a result for ${result.id}, which nobody asked for`);
    const row = merged(rows.get(id), rowOf(each.case, described(result)));
    rows.set(id, row);
    done += 1;
    open.set(id, (open.get(id) ?? 1) - 1);
    if (row.status === 'passed' && each.text !== null && open.get(id) === 0) {
      progress.add(each.text, jobsOf(each, options.provider), row.seconds);
    }
    const mark = result.status === 'passed' ? 'ok  ' : 'FAIL';
    const why = result.reason === undefined ? '' : `  ${place(result)}${result.reason}`;
    console.error(
      `${mark} ${String(done)}/${String(jobs.length)} ${result.id} ${result.seconds.toFixed(1)} s${why}`,
    );
  };
  await execute(jobs, onResult, {
    workers: options.workers,
    failures: options.failures,
  });
  return {
    rows: cases.map(
      (one) =>
        rows.get(caseId(one)) ??
        rowOf(one, { status: 'failed', seconds: 0, reason: 'the runner gave no result' }),
    ),
    executed: texts.size,
  };
}

const NO_TOKEN = '~without-token';

/** One execution; two for notebooks that call a provider: signed in, and by someone without a token. */
function jobsOf({ case: one, path }: Made, provider: string): Job[] {
  const { shape, adapter } = one.model;
  const id = caseId(one);
  const job: Job = {
    id,
    path,
    expect: shape && {
      ui: one.ui,
      route: shape.route,
      output: shape.output,
      inputs: shape.inputs,
    },
    env: { HF_TOKEN: 'hf_good_proof' },
    // Only timm needs torchvision, and transformers must not find the stand-in for it.
    ...(adapter.startsWith('timm-') ? { shims: true } : {}),
    ...(one.gpu ? { gpu: true } : {}),
  };
  if (shape?.route !== 'api') return [job];
  return [
    { ...job, env: { ...job.env, INFERENCE_BASE_URL: provider } },
    { ...job, id: `${id}${NO_TOKEN}`, env: {} },
  ];
}

const merged = (before: Row | undefined, row: Row): Row => {
  if (!before) return row;
  const worse = before.status === 'failed' ? before : row;
  return { ...worse, seconds: before.seconds + row.seconds };
};

const place = ({ role }: Executed): string => (role === undefined ? '' : `[${role}] `);

const described = (
  result: Executed,
): Pick<Row, 'status' | 'seconds' | 'reason' | 'deprecated'> => ({
  status: result.status,
  seconds: result.seconds,
  ...(result.reason === undefined ? {} : { reason: `${place(result)}${result.reason}` }),
  ...(result.deprecated.length === 0 ? {} : { deprecated: result.deprecated }),
});

const rowOf = (
  { model, ui, difficulty, topic, prompts, gpu }: Case,
  outcome: Pick<Row, 'status' | 'seconds' | 'reason' | 'deprecated'>,
): Row => ({
  model: model.id,
  task: model.task,
  library: model.library,
  adapter: model.adapter,
  route: model.shape?.route ?? 'none',
  ui,
  difficulty,
  topic,
  prompts,
  ...(gpu ? { gpu } : {}),
  ...outcome,
});
