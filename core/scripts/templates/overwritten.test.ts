import { describe, expect, it } from '@jest/globals';
import { DECK } from '../../src/deck/data.ts';
import { overwritten } from './overwritten.ts';

/** The deck's templates, with lines put behind the head of a component's cell. */
const withLines = (component: string, lines: string): Record<string, string> => {
  const key = `ui/${component}`;
  const text = DECK.templates[key] ?? '';
  expect(text).toContain('\n# %% ui ui\n');
  return {
    ...DECK.templates,
    [key]: text.replace('\n# %% ui ui\n', `\n# %% ui ui\n${lines}\n`),
  };
};
/** One adapter of each kind that the cases are about: all of them, for each case, takes long. */
const SOME = [
  'audio-classification',
  'image-classification',
  'question-answering',
  'text-generation',
  'zero-shot-classification',
];
const adapters = Object.fromEntries(
  Object.entries(DECK.adapters).filter(([id]) => SOME.includes(id)),
);
const said = (component: string, lines: string): string =>
  overwritten(withLines(component, lines), adapters).join('\n');

describe('names that a demo binds', () => {
  it('are nowhere those of the notebook it stands in', () => {
    expect(overwritten(DECK.templates, DECK.adapters)).toEqual([]);
  });

  it.each([
    ['an assignment', 'labels = {"app": "my-model"}', 'labels', 'zero-shot-classification'],
    ['a function', 'def predict(text):\n    return text', 'predict', ''],
    ['a loop', 'for examples in []:\n    pass', 'examples', ''],
    ['an argument of predict', 'question = "?"', 'question', 'question-answering'],
    ['another import', 'from elsewhere import pipeline', 'pipeline', ''],
    ['`global`', 'def halt():\n    global MODEL_ID\n    MODEL_ID = ""', 'MODEL_ID', ''],
    ['`with`', 'with open("a") as image:\n    pass', 'image', 'image-classification'],
  ])('are found when they are: %s', (_, lines, name, adapter) => {
    const errors = said('gradio', lines);
    expect(errors).toContain(`templates/ui/gradio.py binds "${name}"`);
    expect(errors).toContain(adapter);
  });

  it.each([
    ['names inside a function', 'def write(labels):\n    examples = labels'],
    ['the same import', 'from transformers import pipeline'],
    ['names of its own', 'demo_only = 1'],
    ['names at another level', '#| if inspect\nclassifier = 1\n#| end'],
    ['the last result', 'result = predict("a")'],
  ])('are well with %s', (_, lines) => {
    expect(said('gradio', lines)).toBe('');
  });

  it('count at the level and for the shapes that have them', () => {
    const lines = '#| if in.audio and advanced\nlatencies = 1\n#| end';
    expect(said('streaming', lines)).toBe('');
    expect(said('batch', lines)).toContain('"latencies"');
    expect(said('batch', lines.replace('advanced', 'beginner'))).toBe('');
  });

  it('are none where a cell writes a file', () => {
    const file = '#| magic %%writefile app/x.py\nlabels = predict = 1';
    const text = DECK.templates['ui/gradio'] ?? '';
    const templates = { ...DECK.templates, 'ui/gradio': `${text}\n# %% ui ui-file\n${file}\n` };
    expect(overwritten(templates, DECK.adapters)).toEqual([]);
  });
});
