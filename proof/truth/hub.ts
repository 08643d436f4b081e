/**
 * `npm run truth -- --hub`: well-known models, loaded from the Hub that HF_ENDPOINT names (huggingface.co
 * without it), one after another, each judged by what `hub/*.yaml` says. It goes on where it stopped: what
 * passed before with the same code and the same expectation is not executed again. Weights are put into
 * a folder of their own for each model, and removed when it is done. Writes proof/report-truth-hub.json.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { nodeHub } from '../../core/src/node/hub.ts';
import type { Case } from '../matrix/case.ts';
import { lookUp } from '../matrix/models.ts';
import { execute } from '../steps/execute.ts';
import { makeNotebook } from '../steps/notebooks.ts';
import { OUT, ROOT, versions } from '../steps/python.ts';
import { readFamous, type Famous } from './famous.ts';

const Row = z.object({
  id: z.string(),
  group: z.string(),
  level: z.string(),
  /** What decided: the notebook and the expectation. */
  key: z.string(),
  seconds: z.number().optional(),
  figures: z.record(z.string(), z.number()).optional(),
  /** Why it failed; without one it passed. */
  reason: z.string().optional(),
});
type Row = z.infer<typeof Row>;

export interface HubOptions {
  readonly wanted: (id: string) => boolean;
  /** Execute also what passed before. */
  readonly again: boolean;
  readonly work: string;
}

const PROGRESS = join(OUT, 'truth-hub.jsonl');
const REPORT = join(ROOT, 'proof', 'report-truth-hub.json');
const JUDGE = join(import.meta.dirname, 'judges', 'must.py');

/** How many failed. */
export async function runHub({ wanted, again, work }: HubOptions): Promise<number> {
  process.env['HF_ENDPOINT'] ??= 'https://huggingface.co';
  const famous = readFamous();
  const chosen = famous.filter(({ id }) => wanted(id));
  const before = readProgress();
  const rows: Row[] = [];
  for (const one of chosen) {
    const row = await judged(one, again ? undefined : before.get(one.id), work);
    rows.push(row);
    const said = row.reason ?? JSON.stringify(row.figures);
    console.error(`${row.reason === undefined ? 'ok  ' : 'FAIL'} ${one.id} ${said}`);
    before.set(one.id, row);
    await writeReport(famous, before);
  }
  const failed = rows.filter(({ reason }) => reason !== undefined).length;
  console.log(`${String(rows.length - failed)} passed, ${String(failed)} failed`);
  return rows.length === 0 ? 1 : failed;
}

async function judged(one: Famous, before: Row | undefined, work: string): Promise<Row> {
  const row = { id: one.id, group: one.group, level: one.level, key: '' };
  const { models, refused } = await lookUp([one.id]);
  const [model] = models;
  if (!model?.shape) return kept({ ...row, reason: refused[0]?.reason ?? 'no adapter' });
  if (model.shape.route !== 'local') {
    return kept({ ...row, reason: `the notebook takes the route ${model.shape.route}` });
  }
  const { components, output, inputs, route } = model.shape;
  const ui = one.ui ?? (components.includes('completion') ? 'completion' : components[0]);
  if (!ui) return kept({ ...row, reason: 'no component fits' });
  const which: Case = { model, ui, difficulty: one.level, topic: 'legal', prompts: 'first-steps' };
  const made = await makeNotebook(which, join(work, 'notebooks'));
  if (made.text === null) return kept({ ...row, reason: made.reason ?? '' });
  const { must, at_least: share } = one;
  const key = createHash('sha256')
    .update(made.text)
    .update(JSON.stringify([must, share]))
    .update(readFileSync(JUDGE))
    .digest('hex')
    .slice(0, 32);
  if (before?.key === key && before.reason === undefined) return before;
  const facts = await nodeHub().modelFacts(one.id);
  const about = { must, at_least: share, inputs, mask: facts.ok ? facts.value.maskToken : null };
  const token = process.env['HF_TOKEN'];
  let result: Row | undefined;
  await execute(
    [
      {
        id: one.id.replaceAll('/', '_'),
        path: made.path,
        expect: { ui, route, output, inputs },
        ...(token === undefined ? {} : { env: { HF_TOKEN: token } }),
        judge: readFileSync(JUDGE, 'utf8'),
        about,
      },
    ],
    ({ status, seconds, figures, role, reason }) => {
      const failed = status === 'failed' ? `[${role ?? ''}] ${reason ?? ''}` : undefined;
      result = {
        ...row,
        key,
        seconds,
        ...(figures ? { figures } : {}),
        ...(failed === undefined ? {} : { reason: failed }),
      };
    },
    { workers: 1, timeout: 1800, failures: join(OUT, 'failures', 'truth-hub') },
  );
  return kept(result ?? { ...row, key, reason: 'the runner gave no result' });
}

function kept(row: Row): Row {
  mkdirSync(OUT, { recursive: true });
  appendFileSync(PROGRESS, `${JSON.stringify(row)}\n`);
  return row;
}

/** The newest row of each model. */
function readProgress(): Map<string, Row> {
  const text = existsSync(PROGRESS) ? readFileSync(PROGRESS, 'utf8') : '';
  const lines = text.split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => Row.parse(JSON.parse(line))).map((row): [string, Row] => [row.id, row]),
  );
}

/** All models of the list, also those that nobody has run yet. */
async function writeReport(
  famous: readonly Famous[],
  rows: ReadonlyMap<string, Row>,
): Promise<void> {
  const listed = famous.map(({ id, level, group }) =>
    Row.omit({ key: true }).parse(rows.get(id) ?? { id, group, level, reason: 'not run yet' }),
  );
  const passed = listed.filter(({ reason }) => reason === undefined).length;
  const report = {
    date: new Date().toISOString().slice(0, 10),
    endpoint: process.env['HF_ENDPOINT'],
    versions: await versions(),
    passed,
    of: listed.length,
    rows: listed,
  };
  writeFileSync(REPORT, `${JSON.stringify(report, null, 1)}\n`);
}
