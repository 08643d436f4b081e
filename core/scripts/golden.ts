/**
 * The golden notebooks: `npm run golden` compares, `npm run golden -- --write`
 * regenerates `core/golden/*.ipynb`. Read the diff before you commit it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECK } from '../src/deck/data.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { generateNotebook } from '../src/notebook/generate.ts';
import { notebookText } from '../src/ipynb/nbformat.ts';
import { GOLDEN } from '../test-support/golden.ts';

const folder = join(import.meta.dirname, '../golden');
const write = process.argv.includes('--write');
const linter = await nodeRuff();
let different = 0;

mkdirSync(folder, { recursive: true });
for (const { name, recipe, facts } of GOLDEN) {
  const { notebook, findings } = generateNotebook(recipe, facts, { deck: DECK, linter });
  if (!notebook) throw new Error(`${name}: ${findings.map((one) => one.message).join(' ')}`);
  const file = join(folder, `${name}.ipynb`);
  const text = notebookText(notebook);
  const same = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (same) continue;
  different += 1;
  if (write) writeFileSync(file, text);
  console.log(`${write ? 'wrote' : 'differs'} ${name}`);
}
for (const file of readdirSync(folder)) {
  if (GOLDEN.some(({ name }) => `${name}.ipynb` === file)) continue;
  different += 1;
  if (write) rmSync(join(folder, file));
  console.log(`${write ? 'removed' : 'not in the list'} ${file}`);
}
console.log(`${GOLDEN.length - different} of ${GOLDEN.length} golden notebooks are as they were`);
process.exit(different > 0 && !write ? 1 : 0);
