import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRecipe } from './parse.ts';

const good = {
  version: 1,
  model_card: { id: 'openai-community/gpt2' },
  prompt_cards: { pack: 'first-steps' },
  topic: { own: 'urban beekeeping' },
  difficulty: 'advanced',
  ui_component: 'streaming',
};
const nearly = fc
  .constantFrom(...Object.keys(good))
  .chain((key) => fc.anything().map((value) => ({ ...good, [key]: value })));
const messages = (value: unknown) => (parseRecipe(value).findings ?? []).map((one) => one.message);

describe('parseRecipe', () => {
  it('takes a missing version for the first one', () => {
    expect(parseRecipe({ ...good, version: undefined })).toEqual({ recipe: good });
  });

  it('never throws, and gives findings that are errors', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (value) => {
        const { recipe, findings } = parseRecipe(value);
        expect(recipe !== undefined || findings?.every((one) => one.severity === 'error')).toBe(
          true,
        );
        if (!recipe) expect(findings?.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells a newer recipe from a broken one', () => {
    const { findings } = parseRecipe({ ...good, version: 2, mood_card: 'happy' });
    expect(findings).toHaveLength(1);
    expect(findings?.[0]?.code).toBe('recipe-newer');
    expect(findings?.[0]?.message).toContain('Update Alacard');
  });

  it.each([
    [null, 'null'],
    [[], 'a list'],
    ['x', 'of type string'],
  ])('says what %p is', (value, words) => {
    expect(messages(value)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    [{ ...good, topic: undefined }, 'no card "topic"', 'at most 80 characters'],
    [{ ...good, topic: { own: 'x'.repeat(81) } }, '"topic"', 'at most 80 characters'],
    [{ ...good, model_card: { id: '../etc' } }, '"model_card"', 'organisation/name'],
    [{ ...good, difficulty: 'expert' }, '"difficulty"', 'beginner, intermediate, advanced'],
    [{ ...good, ui_component: 7 }, '"ui_component"', 'chat, completion'],
    [{ ...good, prompt_cards: { prompts: [] } }, '"prompt_cards"', 'one to five prompts'],
    [{ ...good, version: 'one' }, '"version"', 'has to be 1'],
    [{ ...good, colour: 'red' }, 'no field "colour"', 'Remove it'],
  ])('names the card and what is expected: case %#', (value, where, expected) => {
    const found = messages(value);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(where);
    expect(found[0]).toContain(expected);
  });

  it('reports every broken card at once', () => {
    expect(messages({ topic: 1, difficulty: 'beginner' })).toHaveLength(4);
  });
});
