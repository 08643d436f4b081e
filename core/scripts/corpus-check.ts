/**
 * A notebook for every real model card of a folder (ALACARD_CARDS): fetched from
 * a local hub over HTTP, generated with cards that rotate, and judged by
 * nbformat and Python itself. Closes with `N passed, N failed, N skipped`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cardIds } from '../../proof/hub/cards.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { DECK } from '../src/deck/data.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../src/deck/shapes.ts';
import { bareCuda } from '../src/examples/device.ts';
import { indexOf } from '../src/rules/code-index.ts';
import { createHub } from '../src/hub/client.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { generateNotebook } from '../src/notebook/generate.ts';
import { notebookText } from '../src/ipynb/nbformat.ts';
import type { Recipe } from '../src/recipe/schema.ts';
import { pythonJudge } from '../test-support/python.ts';

const folder = process.argv[2] ?? process.env['ALACARD_CARDS'];
if (!folder) {
  console.error('Say where the model cards are: node core/scripts/corpus-check.ts FOLDER');
  process.exit(2);
}

// With the tiny models of the Proof behind the cards, they have weights and configurations.
const models = join(import.meta.dirname, '../../proof/out/models');
const roots = existsSync(models) ? [models] : [];
const ids = cardIds(folder);

const rotate = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to rotate over');
  return item;
};

const recipeFor = (id: string, index: number): Recipe => ({
  version: 1,
  model_card: { id },
  prompt_cards: { pack: rotate(DECK.prompts, index).id },
  topic: index % 9 === 8 ? { own: 'urban beekeeping' } : { id: rotate(DECK.topics, index).id },
  difficulty: rotate(DIFFICULTIES, index),
  ui_component: rotate(UI_COMPONENTS, Math.floor(index / 3)),
});

const hubServer = await startLocalHub({ roots, cards: folder });
const hub = createHub({ fetch, endpoint: hubServer.url });
const linter = await nodeRuff();
const made: { id: string; text: string }[] = [];
const problems: string[] = [];
const adapters = new Map<string, number>();
let withExample = 0;

for (const [index, id] of ids.entries()) {
  const facts = await hub.modelFacts(id);
  if (!facts.ok) {
    problems.push(`${id}: ${facts.error.message}`);
    continue;
  }
  const recipe = recipeFor(id, index);
  const { notebook, plan, findings } = generateNotebook(recipe, facts.value, {
    deck: DECK,
    linter,
  });
  if (!notebook || !plan) {
    problems.push(`${id}: ${findings.map((finding) => finding.message).join(' ')}`);
    continue;
  }
  const text = notebookText(notebook);
  const again = generateNotebook(recipe, facts.value, { deck: DECK, linter }).notebook;
  if (!again || notebookText(again) !== text) problems.push(`${id}: not the same bytes twice`);
  adapters.set(plan.adapter, (adapters.get(plan.adapter) ?? 0) + 1);
  if (plan.cells.some((cell) => cell.origin === 'model-card')) withExample += 1;
  made.push({ id, text });
  for (const { id: cell, kind, source } of plan.cells) {
    // Asked for only where there is one: that is what every notebook should do.
    const python = source.replace(/^[%!].*$/gm, '');
    if (kind === 'code' && bareCuda(indexOf(python)).length > 0)
      problems.push(`${id}: ${cell}: a graphics card without looking whether there is one`);
  }
}
await hubServer.close();

const judged = pythonJudge(
  `
import ast
import nbformat
from IPython.core.inputtransformer2 import TransformerManager

for case in cases:
    notebook = nbformat.reads(case["text"], as_version=4)
    try:
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            source = cell.source
            if source.startswith("%%writefile"):
                source = source.split("\\n", 1)[1]
            source = TransformerManager().transform_cell(source)
            compile(source, cell.id, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except Exception as error:
        wrong.append([case["id"], f"{type(error).__name__}: {error}"])
`,
  made,
) as [string, string][];
for (const [id, reason] of judged) problems.push(`${id}: ${reason}`);

for (const problem of problems) console.log(`FAIL ${problem.slice(0, 400)}`);
const counts = [...adapters].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`);
console.log(`adapters: ${counts.join(', ')}`);
console.log(`with the card's own example: ${withExample}`);
const failed = new Set(problems.map((problem) => problem.split(': ')[0])).size;
console.log(`${ids.length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
