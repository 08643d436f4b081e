/**
 * Shows that the harness can fail: `node proof/selftest.ts`.
 *
 * Notebooks that are right must pass; the same notebooks with a planted fault
 * must fail, and for the planted reason. Closes with `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasError } from '../core/src/findings/finding.ts';
import { DECK } from '../core/src/deck/data.ts';
import { nodeHub } from '../core/src/node/hub.ts';
import { nodeRuff } from '../core/src/node/ruff.ts';
import { generateNotebook } from '../core/src/notebook/generate.ts';
import { Editor } from './steps/edit.ts';
import type { Fault } from './faults/fault.ts';
import { FAULTS } from './faults/faults.ts';
import { startLocalHub } from './hub/server.ts';
import { paperChecks } from './faults/paper.ts';
import { lookUp, tinyIds } from './matrix/models.ts';
import type { Case, ProofModel } from './matrix/case.ts';
import { execute, type Executed, type Job } from './steps/execute.ts';
import { commandLine, makeNotebook, recipeOf } from './steps/notebooks.ts';
import { MODELS, runPython } from './steps/python.ts';

let passed = 0;
let failed = 0;
function expect(name: string, ok: boolean, said: string): void {
  if (ok) passed += 1;
  else failed += 1;
  console.error(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `: ${said}`}`);
}

await runPython('proof/models/make.py', MODELS);
await runPython('proof/device/build.py');
const hub = await startLocalHub({ roots: [MODELS] });
const work = mkdtempSync(join(tmpdir(), 'alacard-selftest-'));
process.env['HF_ENDPOINT'] = hub.url;
process.env['HF_HOME'] = join(work, 'hf');
try {
  paperChecks((await lookUp(tinyIds(MODELS))).models, expect);
  await executionFaults();
  await templateFault();
  await refusals();
} finally {
  await hub.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function caseOf(model: ProofModel, ui: Fault['ui']): Case {
  const [topic] = DECK.topics;
  const [prompts] = DECK.prompts;
  if (!topic || !prompts) throw new Error('the deck has no topics or no prompt packs');
  return { model, ui, difficulty: 'beginner', topic: topic.id, prompts: prompts.id };
}

async function executionFaults(): Promise<void> {
  const { models } = await lookUp([...new Set(FAULTS.map(({ model }) => model))]);
  const jobs: Job[] = [];
  const sound = new Map<string, string>();
  const job = (id: string, path: string, { model, ui }: Case): Job => ({
    id,
    path,
    expect: model.shape && {
      ui,
      route: model.shape.route,
      output: model.shape.output,
      inputs: model.shape.inputs,
    },
  });
  for (const fault of FAULTS) {
    const model = models.find(({ id }) => id === fault.model);
    if (!model) throw new Error(`no model ${fault.model}`);
    const one = caseOf(model, fault.ui);
    const key = `${fault.model} ${fault.ui}`;
    let path = sound.get(key);
    if (path === undefined) {
      const made = await makeNotebook(one, work);
      if (made.text === null) throw new Error(`${key}: ${made.reason ?? ''}`);
      path = made.path;
      sound.set(key, path);
      jobs.push(job(key, path, one));
    }
    const editor = new Editor(path);
    fault.plant(editor);
    const faulty = join(work, `fault-${String(jobs.length)}.ipynb`);
    editor.save(faulty);
    jobs.push({ ...job(fault.name, faulty, one), ...(fault.gpu ? { gpu: true } : {}) });
  }
  const results = new Map<string, Executed>();
  await execute(jobs, (result) => results.set(result.id, result), {
    timeout: 60,
    failures: join(work, 'failures'),
  });
  for (const key of sound.keys()) {
    const result = results.get(key);
    expect(`sound: ${key} passes`, result?.status === 'passed', result?.reason ?? 'no result');
  }
  for (const { name, expected } of FAULTS) {
    const result = results.get(name);
    const reported = result?.status === 'failed' && expected.test(result.reason ?? '');
    expect(
      `reported: ${name}`,
      reported,
      `${result?.status ?? 'no result'} ${result?.reason ?? ''}`,
    );
  }
}

/** A template with a name that nothing defines never becomes a notebook. */
async function templateFault(): Promise<void> {
  const { models } = await lookUp(['tiny/text-cls']);
  const [model] = models;
  const answer = await nodeHub().modelFacts('tiny/text-cls');
  if (!model || !answer.ok) throw new Error('no tiny/text-cls');
  const path = 'tasks/text-classification';
  const template = DECK.templates[path] ?? '';
  const tools = { linter: await nodeRuff() };
  for (const [name, text] of [
    ['an undefined name', template.replaceAll('classifier(', 'classifer(')],
    ['a syntax error', template.replaceAll('classifier(', 'classifier((')],
  ] as const) {
    if (text === template) throw new Error(`nothing planted: ${name}`);
    const deck = { ...DECK, templates: { ...DECK.templates, [path]: text } };
    const { notebook, findings } = generateNotebook(recipeOf(caseOf(model, 'api')), answer.value, {
      deck,
      ...tools,
    });
    expect(
      `refused: a template with ${name}`,
      notebook === null && hasError(findings),
      'a notebook was made',
    );
  }
}

/** Models for which no notebook is made: exit code and words of the command line. */
async function refusals(): Promise<void> {
  const output = join(work, 'refused.ipynb');
  for (const [id, code, words] of [
    ['tiny/disabled', 3, /disabled/],
    ['tiny/unsafe', 3, /unsafe/],
    ['tiny/private', 3, /private|not found|sign in/i],
    ['tiny/never-made', 3, /not found|does not exist|private/i],
  ] as const) {
    const ended = await commandLine(['generate', '--model', id, '-q', '-o', output]);
    expect(
      `refused: ${id}`,
      ended.code === code && words.test(ended.said),
      `exit code ${String(ended.code)}: ${ended.said}`,
    );
  }
}
