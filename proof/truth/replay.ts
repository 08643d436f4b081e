/**
 * `node proof/truth/replay.ts EXPECTATIONS.yaml FOLDER …`: makes the notebook of
 * every case of the folders at each level and holds its plan against what is
 * expected of it. Closes with `N passed, N failed, N skipped`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DECK } from '../../core/src/deck/data.ts';
import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import { createHub } from '../../core/src/hub/client.ts';
import { nodeRuff } from '../../core/src/node/ruff.ts';
import { generateNotebook } from '../../core/src/notebook/generate.ts';
import type { Plan } from '../../core/src/ipynb/plan-types.ts';
import { openCaseHub } from './case-hub.ts';
import { readExpectations, type Expectation } from './expectation.ts';
import { judge, readPlans } from './judge.ts';

const [file, ...folders] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const only = process.argv.find((one) => one.startsWith('--only='))?.slice('--only='.length);
if (!file || folders.length === 0) {
  console.error('node proof/truth/replay.ts EXPECTATIONS.yaml FOLDER … [--only=ID] [--show]');
  process.exit(2);
}
const show = process.argv.includes('--show');
const { every, models } = readExpectations(file);
const expectations = models.filter(({ id }) => !only || id.includes(only));
const linter = await nodeRuff();
const problems = new Map<string, string>();
const made: { expectation: Expectation; level: string; plan: Plan }[] = [];
const known = new Set<string>();

for (const folder of folders) {
  const cards = join(folder, '..', 'hub', 'cards');
  const { cases, fetch } = openCaseHub(folder, existsSync(cards) ? cards : null);
  const hub = createHub({ fetch, endpoint: 'http://hub.invalid' });
  for (const id of cases.values()) {
    known.add(id);
    const expectation = expectations.find((one) => one.id === id);
    if (!expectation) {
      if (!only) problems.set(id, 'nothing is expected of it');
      continue;
    }
    const facts = await hub.modelFacts(id);
    if (!facts.ok) {
      problems.set(id, facts.error.message);
      continue;
    }
    for (const level of DIFFICULTIES) {
      const recipe = {
        version: 1,
        model_card: { id },
        prompt_cards: { pack: 'first-steps' },
        topic: { id: 'legal' },
        difficulty: level,
        ui_component: 'gradio',
      } as const;
      const { plan, findings } = generateNotebook(recipe, facts.value, { deck: DECK, linter });
      if (plan) made.push({ expectation, level, plan });
      else problems.set(id, findings.map(({ message }) => message).join(' '));
    }
  }
}
for (const { id } of expectations)
  if (!known.has(id)) problems.set(id, 'no folder holds this model');

const reads = readPlans(made.map(({ plan }) => plan));
made.forEach(({ expectation, level, plan }, index) => {
  const read = reads[index];
  if (!read) throw new Error('a plan was not read');
  if (show) {
    console.log(`${plan.model.id} ${level} ${plan.adapter}`);
    for (const call of read.calls) {
      if (/from_pretrained|pipeline|generate|Llama|encode|load|create/.test(call.name)) {
        console.log(
          `  ${call.origin} ${call.name}(${call.args.join(', ')} ${JSON.stringify(call.keywords)})`,
        );
      }
    }
  }
  const reasons = judge(expectation, every, plan, read);
  if (reasons.length > 0 && !problems.has(expectation.id)) {
    problems.set(expectation.id, `${level}: ${reasons.join('; ')}`);
  }
});
for (const [id, problem] of problems) console.log(`FAIL ${id}: ${problem.slice(0, 500)}`);
const passed = expectations.filter(({ id }) => !problems.has(id)).length;
console.log(`${String(passed)} passed, ${String(problems.size)} failed, 0 skipped`);
process.exit(problems.size > 0 || passed === 0 ? 1 : 0);
