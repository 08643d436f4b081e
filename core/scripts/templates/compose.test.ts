import { describe, expect, it } from '@jest/globals';
import { compose } from './compose.ts';
import { readParts } from './parts.ts';
import { readTemplate } from './read.ts';

const PARTS = {
  chat: '# %% explore stream\n#| if beginner\nstream(__limit__)\n#| end\n# %% explore look\nlook()\n',
  arguments:
    '# %% lines arguments\ncall(\n    #| from here\n    a=1,\n\n    #| if b\n    b=2,\n    #| end\n    #| to here\n)\n# %% lines both\n#| use arguments\nend()\n',
};

const file = (name: string, text: string) => readTemplate(text, `templates/parts/${name}.py`);
const composed = (text: string, parts: Readonly<Record<string, string>> = PARTS) =>
  compose(
    readTemplate(text, 'templates/tasks/x.py'),
    readParts(Object.entries(parts).map(([name, one]) => file(name, one))),
  );

describe('a template made of parts', () => {
  it('takes a cell by its head, and lines under the indentation of the line', () => {
    expect(
      composed(
        '# ---\n# let: {limit: 120}\n# ---\n# %% explore stream <- parts/chat\n# %% explore own\nload(\n    #| use both\n)\n',
      ),
    ).toBe(
      '# %% explore stream\n#| if beginner\nstream(120)\n#| end\n# %% explore own\nload(\n    a=1,\n\n    #| if b\n    b=2,\n    #| end\n    end()\n)\n',
    );
  });

  it('fills its own words in everywhere, and leaves the slots of the notebook alone', () => {
    expect(
      composed(
        '# ---\n# let: {noun: summary, answer: 7}\n# ---\n# %% a b\n__noun__ = __model_id__  # a __noun__\n"""__answer__ {answer}"""\n# %% [markdown] a c\n# The {{noun}} of {{model_id}} {{noun|code}}\n',
      ),
    ).toBe(
      '# %% a b\nsummary = __model_id__  # a summary\n"""7 {answer}"""\n# %% [markdown] a c\n# The summary of {{model_id}} {{noun|code}}\n',
    );
  });

  it('changes nothing where nothing is taken', () => {
    const text = '# %% a b\nx = 1\n\n\n# %% a c\n';
    expect(composed(text)).toBe(text);
  });
});

describe('an error names', () => {
  it.each([
    ['the part that is not there', '# %% a b <- parts/chta\n', ['tasks/x.py', 'chta', '"chat"']],
    [
      'the cell that the part has not',
      '# %% explore strem <- parts/chat\n',
      ['tasks/x.py', 'parts/chat', 'explore strem', '"# %% explore stream"'],
    ],
    ['the lines that are not there', '# %% a b\n#| use bot\n', ['tasks/x.py', '# %% a b', '"bot"']],
    [
      'the word that nothing uses',
      '# ---\n# let: {limt: 3}\n# ---\n# %% a b\n',
      ['tasks/x.py', 'limt'],
    ],
    [
      'the word with two lines',
      '# ---\n# let: {limit: "a\\nb"}\n# ---\n# %% a b\n__limit__\n',
      ['tasks/x.py', '"let"'],
    ],
  ])('%s', (_, text, words) => {
    for (const word of words) expect(() => composed(text)).toThrow(word);
  });

  it.each([
    ['lines that use themselves', { a: '# %% lines a\n#| use b\n# %% lines b\n#| use a\n' }],
    ['a cell that stands twice', { a: '# %% x y\n# %% x y\n' }],
    ['lines of two parts', { a: '# %% lines n\nx\n', b: '# %% lines n\ny\n' }],
    ['a frame that is not closed', { a: '# %% lines n\nf(\n#| from here\nx\n)\n' }],
  ])('%s', (_, parts) => {
    expect(() => composed('# %% a b\n#| use a\n', parts)).toThrow(/tasks\/x\.py|parts\/[ab]\.py/);
  });
});
