import { describe, expect, it } from '@jest/globals';
import { DECK } from '../deck/data.ts';
import { parsePython } from '../python/syntax.ts';
import { renderTemplate, type TemplateContext } from './template.ts';
import { name } from './template-slots.ts';
import { holds } from './template-syntax.ts';

const context = (changes: Partial<TemplateContext> = {}): TemplateContext => ({
  flags: new Set(),
  slots: {},
  ...changes,
});
const render = (text: string, changes: Partial<TemplateContext> = {}): string =>
  renderTemplate(text, context(changes))
    .map((cell) => cell.source)
    .join('\n----\n');

describe('templates', () => {
  it('replace slots by literals, names by names', () => {
    const text = '# %% hello run\ncall(__value__, __thing__)\nprint(__thing__.shape)\n';
    expect(render(text, { slots: { value: 'it\'s "x"', thing: name('image') } })).toBe(
      'call("it\'s \\"x\\"", image)\nprint(image.shape)',
    );
  });

  it("leave Python's own double underscores alone and refuse unknown slots", () => {
    expect(render('# %% hello run\nprint(__name__, x.__init__)\n')).toBe(
      'print(__name__, x.__init__)',
    );
    expect(() => render('# %% hello run\nprint(__nothing__)\n')).toThrow('__nothing__');
  });

  it.each([
    ['beginner', 'one'],
    ['advanced', 'three'],
    ['other', 'two'],
  ])('keep the branch of %s', (flag, expected) => {
    const text = [
      '# %% hello run',
      '#| if beginner',
      'one',
      '#| elif not advanced',
      'two',
      '#| else',
      'three',
      '#| end',
      '',
    ].join('\n');
    expect(render(text, { flags: new Set([flag]) })).toBe(expected);
  });

  it('repeat lines, with flags and slots of each round', () => {
    const text =
      '# %% hello run\n#| each inputs\n#| if input.text\n__input_name__ = 1\n#| end\n#| end\n';
    const inputs = [
      { flags: ['input.text'], slots: { input_name: name('text') } },
      { flags: ['input.image'], slots: { input_name: name('image') } },
    ];
    expect(render(text, { lists: { inputs } })).toBe('text = 1');
  });

  it('include other cells under the indentation of the directive', () => {
    const include = () => 'a = 1\nb = 2';
    expect(render('# %% ui ui\nif True:\n    #| include load\n', { include })).toBe(
      'if True:\n    a = 1\n    b = 2',
    );
  });

  it("keep a beginner's comments for beginners", () => {
    const text = '# %% hello run\n#: why\nx = 1\n';
    expect(render(text, { flags: new Set(['beginner']) })).toBe('# why\nx = 1');
    expect(render(text)).toBe('x = 1');
  });

  it('drop cells that are left empty', () => {
    expect(renderTemplate('# %% hello run\n#| if never\nx\n#| end\n', context())).toEqual([]);
  });

  it('fill only harmless text into magic lines', () => {
    const text = '# %% setup install\n#| magic %pip install {{requirements}}\n';
    expect(render(text, { slots: { requirements: '"a>=1.0" b' } })).toBe('%pip install "a>=1.0" b');
    expect(() => render(text, { slots: { requirements: 'a; rm -rf /' } })).toThrow('magic');
    expect(() => render(text, { slots: { requirements: 'a\n!b' } })).toThrow('magic');
  });

  it('escape values in Markdown', () => {
    const text = '# %% [markdown] title title\n# # {{x}} {{x|code}} {{x|url}} {{x|html}}\n';
    const [cell] = renderTemplate(text, context({ slots: { x: '<b>[a](b)`' } }));
    expect(cell?.source).toBe(
      '# &lt;b>\\[a\\](b)\\` `` <b>[a](b)` `` %3Cb%3E%5Ba%5D%28b%29%60 &lt;b&gt;[a](b)`',
    );
  });

  it('report a block that is never closed', () => {
    expect(() => render('# %% hello run\n#| if beginner\nx\n')).toThrow('#| end');
  });

  it('refuse names that are not identifiers', () => {
    expect(() => name('a; b')).toThrow('identifier');
  });
});

describe('conditions', () => {
  it.each([
    ['a', true],
    ['not a', false],
    ['a and b', false],
    ['a and not b', true],
    ['b or a', true],
    ['b or not a', false],
    ['in.text', true],
  ])('%s is %s', (expression, expected) => {
    expect(holds(expression, new Set(['a', 'in.text']))).toBe(expected);
  });
});

describe('templates of the deck', () => {
  it.each(Object.entries(DECK.templates))(
    '%s has slots only where an expression stands',
    (_, text) => {
      const tree = parsePython(text);
      const misplaced: string[] = [];
      tree.iterate({
        enter: (node) => {
          if (node.name !== 'String' && node.name !== 'Comment' && node.name !== 'FormatString')
            return;
          const source = text.slice(node.from, node.to);
          const slot = /(?<!\w)__(?!main__|name__|init__|sklearn_version__)[a-z_0-9]+__(?!\w)/.exec(
            source,
          );
          if (slot) misplaced.push(`${slot[0]} in ${source}`);
        },
      });
      expect(misplaced).toEqual([]);
    },
  );
});
