import { describe, expect, it } from '@jest/globals';
import { DECK } from '../../src/deck/data.ts';
import { nameErrors, nearest, type WrittenTemplate } from './check-names.ts';
import { readTemplate } from './read.ts';

/** All templates of the deck, with one of them changed. */
function deckWith(key: string, from: string, to: string): WrittenTemplate[] {
  expect(DECK.templates[key]).toContain(from);
  return Object.entries(DECK.templates).map(([name, whole]) => {
    const text = name === key ? whole.replaceAll(from, to) : whole;
    return {
      source: readTemplate(text, `templates/${name}.py`),
      text,
      adapter: name.startsWith('tasks/') ? (DECK.adapters[name.slice(6)] ?? null) : null,
    };
  });
}

describe('names in templates', () => {
  it('are all known, and all used', () => {
    expect(nameErrors(deckWith('tasks/gguf', 'gguf', 'gguf'), [])).toEqual([]);
  });

  it.each([
    ['a flag', 'tasks/gguf', '#| if pinned', '#| if pined', 'flag "pined"; did you mean "pinned"?'],
    [
      'a level',
      'ui/streaming',
      'elif intermediate',
      'elif intermidiate',
      'did you mean "intermediate"?',
    ],
    [
      'a model type',
      'tasks/keypoint-detection',
      'model.vitpose',
      'model.vitpos',
      '"model.vitpose"?',
    ],
    ['a shape', 'ui/gradio', 'out.boxes', 'out.boxs', 'did you mean "out.boxes"?'],
    ['a slot', 'tasks/gguf', '__gguf_file__', '__ggfu_file__', 'did you mean "gguf_file"?'],
    ['an argument', 'tasks/gguf', '__sample_text__', '__sample_txt__', 'mean "sample_text"?'],
    [
      'a slot in prose',
      'sections/title',
      '{{model_line|html}}',
      '{{model_lin|html}}',
      '"model_line"?',
    ],
    ['a list', 'sections/next', '#| each similar', '#| each simular', 'did you mean "similar"?'],
    ['a slot of a list', 'sections/next', '{{similar_id}}', '{{similar_ids}}', '"similar_id"?'],
    ['a flag outside its list', 'tasks/gguf', '#| if pinned', '#| if input.shared', 'input.shared'],
    ['an included role', 'ui/streamlit', 'settings load', 'settings laod', 'role "laod"'],
    ['a section', 'tasks/gguf', '# %% explore file', '# %% exlpore file', 'mean "explore"?'],
    ['a role', 'tasks/gguf', '# %% explore predict', '# %% explore predcit', '"predcit" meant'],
    ['a stream', 'tasks/gguf', '# %% explore stream', '# %% explore steam', '"steam" meant'],
  ])('%s that is misspelt is named with its place', (_, key, from, to, message) => {
    const errors = nameErrors(deckWith(key, from, to), []);
    expect(errors.filter((one) => one.includes(`templates/${key}.py`)).join('\n')).toContain(
      message,
    );
  });

  it('that nothing uses any more are named', () => {
    expect(nameErrors(deckWith('tasks/gguf', '__gguf_file__', '"x"'), [])).toEqual([]);
    const both = deckWith('tasks/gguf', '__gguf_file__', '"x"').map((one) => ({
      ...one,
      text: one.text.replaceAll('__gguf_file__', '"x"'),
    }));
    expect(nameErrors(both, []).join()).toContain('no template uses the slot "gguf_file"');
  });

  it('come with the line in the file, header and parts counted', () => {
    const part = readTemplate('# %% lines x\n\n#| if pined\n', 'templates/parts/x.py');
    const text = '# ---\n# let: {a: b}\n# ---\n# %% explore x\n#| use x\n#| if beginer\n#| end\n';
    const template = {
      source: readTemplate(text, 'templates/ui/x.py'),
      text: '# %% explore x\n#| if pined\n#| end\n#| if beginer\n#| end\n',
      adapter: null,
    };
    const errors = nameErrors([template], [part]).join('\n');
    expect(errors).toContain('templates/parts/x.py:3: nothing sets the flag "pined"');
    expect(errors).toContain('templates/ui/x.py:6: nothing sets the flag "beginer"');
  });

  it('are near or not', () => {
    expect(nearest('kitten', ['sitting', 'mitten', 'bitter'])).toBe('mitten');
    expect(nearest('abc', ['xyzzy'])).toBeNull();
  });
});
