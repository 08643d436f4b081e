import { describe, expect, it } from '@jest/globals';
import { DECK } from '../deck/data.ts';
import { DECK_FACTS } from '../deck/facts.ts';
import { DIFFICULTIES } from '../deck/shapes.ts';
import { nodeRuff } from '../node/ruff.ts';
import { generateNotebook } from '../notebook/generate.ts';
import { notebookText } from '../ipynb/nbformat.ts';
import type { Recipe } from '../recipe/schema.ts';
import { dispatch } from './dispatch.ts';
import { dispatchOutline } from './outline.ts';
import { ownFacts } from './own-facts.ts';
import { isTransformersName } from './transformers-names.ts';

const factsOf = (id: string) => {
  const model = DECK.models.find((one) => one.id === id);
  const known = DECK_FACTS[id];
  if (!model || !known) throw new Error(`the deck has no facts of ${id}`);
  return ownFacts(model, known);
};
const ALL = DECK.models.map(({ id }) => factsOf(id));

describe('facts that travel with the deck', () => {
  it('name classes that the transformers of the shelf has', () => {
    const strange = ALL.filter(({ library }) => library !== 'chronos-forecasting').flatMap(
      ({ id, architectures }) =>
        architectures.filter((name) => !isTransformersName(name)).map((name) => `${id}: ${name}`),
    );
    expect(strange).toEqual([]);
  });

  it('lead to the adapter that a deal reckons with', () => {
    for (const facts of ALL) {
      const { adapter } = dispatch(facts);
      expect([facts.id, adapter]).toEqual([facts.id, dispatchOutline(facts).adapter]);
    }
  });

  it('make a notebook of each kind of model, which says of which day they are', async () => {
    const linter = await nodeRuff();
    const kinds = new Map(ALL.map((facts) => [dispatch(facts).adapter, facts]));
    for (const [index, facts] of [...kinds.values()].entries()) {
      const recipe: Recipe = {
        version: 1,
        model_card: { id: facts.id },
        prompt_cards: { pack: 'first-steps' },
        topic: { id: 'sourdough' },
        difficulty: DIFFICULTIES[index % DIFFICULTIES.length] ?? 'beginner',
        ui_component: 'gradio',
      };
      const { notebook, findings } = generateNotebook(recipe, facts, { deck: DECK, linter });
      expect([facts.id, findings.filter(({ severity }) => severity === 'error')]).toEqual([
        facts.id,
        [],
      ]);
      const text = notebook ? notebookText(notebook) : '';
      expect(text).toContain(`was known of ${facts.id} on 2026-`);
      // No commit is known: nothing may be pinned, or said to be.
      expect(text).not.toMatch(/revision is pinned|pinned revision|REVISION = "(?!main")/);
    }
  }, 120_000);
});
