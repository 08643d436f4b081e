import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { GOLDEN } from '../../test-support/golden.ts';
import { DECK } from '../deck/data.ts';
import { nodeRuff } from '../node/ruff.ts';
import { generateNotebook } from './generate.ts';
import { notebookText } from '../ipynb/nbformat.ts';

const folder = join(import.meta.dirname, '../../golden');
const linter = await nodeRuff();

describe('golden notebooks (npm run golden -- --write regenerates them)', () => {
  it.each(GOLDEN)('$name', ({ name, recipe, facts }) => {
    const { notebook, findings } = generateNotebook(recipe, facts, { deck: DECK, linter });
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    expect(notebook && notebookText(notebook)).toBe(
      readFileSync(join(folder, `${name}.ipynb`), 'utf8'),
    );
  });

  it.each(GOLDEN)('$name is the same bytes twice', ({ recipe, facts }) => {
    const [first, second] = [1, 2].map(
      () => generateNotebook(recipe, facts, { deck: DECK, linter }).notebook,
    );
    expect(first && notebookText(first)).toBe(second && notebookText(second));
  });

  it('a recipe survives the notebook that carries it', () => {
    for (const { recipe, facts } of GOLDEN) {
      const { notebook } = generateNotebook(recipe, facts, { deck: DECK, linter });
      const carried = notebook?.metadata.alacard.recipe;
      expect({ ...carried, ui_component: recipe.ui_component }).toEqual(recipe);
    }
  });

  it('cell ids are unique and fit nbformat', () => {
    for (const { recipe, facts } of GOLDEN) {
      const ids =
        generateNotebook(recipe, facts, { deck: DECK, linter }).notebook?.cells.map(
          (cell) => cell.id,
        ) ?? [];
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !/^[a-zA-Z0-9-_]{1,64}$/.test(id))).toEqual([]);
    }
  });
});
