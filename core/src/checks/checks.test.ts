import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodeRuff } from '../node/ruff.ts';
import type { PythonLinter } from '../python/ruff.ts';
import type { CheckedCell } from '../cells/ipython.ts';
import { checkCells } from './index.ts';

let linter: PythonLinter;
beforeAll(async () => {
  linter = await nodeRuff();
});

const code = (...sources: string[]): CheckedCell[] =>
  sources.map((source, index) => ({ id: `c${index}`, kind: 'code', source }));
const codes = (cells: readonly CheckedCell[]): string[] =>
  checkCells(cells, linter).map(
    (finding) => `${finding.code}@${finding.cell ?? ''}:${finding.line ?? ''}`,
  );

describe('checks on a notebook', () => {
  it.each<[string, CheckedCell[], string[]]>([
    ['nothing wrong', code('x = 1', 'print(x)'), []],
    ['a name no cell defines', code('x = 1', 'print(x)\nprint(y)'), ['undefined-name@c1:2']],
    ['a name that a later cell defines', code('print(x)', 'x = 1'), ['undefined-name@c0:1']],
    ['a name used late, inside a function', code('def f():\n    return x', 'x = 1\nf()'), []],
    ['broken syntax', code('x = (', 'print(x)'), ['syntax@c0:1']],
    ['a return outside of a function', code('return 1'), ['syntax@c0:1']],
    ['top-level await and kernel names', code('await f()', 'display(1)'), ['undefined-name@c0:1']],
    ['magics and shell lines', code('%pip install -q torch\n!ls\nimport torch\nx = 1'), []],
    [
      'shell lines in a block, over two lines, and as a value',
      code(
        'if True:\n    !pip install -q \\\n        torch\nfiles = !ls\nprint(files)\nprint?\n?print',
      ),
      [],
    ],
    ['a line of a string that looks like a magic', code('x = """\n%pip\n"""\nprint(x)'), []],
    ['a file of its own', code('%%writefile app.py\nprint(undefined)'), ['undefined-name@c0:2']],
    ['a cell in another language', code('%%bash\nfor x in 1; do echo; done'), []],
    [
      'an import nothing installs',
      code('%pip install -q numpy', 'import torch'),
      ['import-not-installed@c1:1'],
    ],
    ['an import in a notebook that installs nothing', code('import torch'), []],
    ['an import under another name', code('%pip install scikit-learn\nimport sklearn'), []],
    [
      'a dependency of what is installed',
      code('%pip install "transformers>=5"\nimport huggingface_hub'),
      [],
    ],
    ['a module that a cell writes', code('%%writefile mine.py\nx = 1', 'import mine'), []],
    ['a module in a folder', code('%%writefile app/mine.py\nx = 1', 'import mine'), []],
    ['a placeholder', code('key = "YOUR_API_KEY"'), ['placeholder@c0:1']],
    ['a mark that models write, which is no placeholder', code('"".startswith("<think>")'), []],
    ['Markdown that looks like code', [{ id: 'm', kind: 'markdown', source: 'x = (' }], []],
  ])('%s', (_, cells, expected) => {
    const found = codes(cells);
    for (const one of expected) expect(found).toContain(one);
    if (expected.length === 0) expect(found).toEqual([]);
  });

  it('finds a secret in any cell and never repeats it', () => {
    const secret = ['hf', 'qWxYkRtZvBnMpLsDfGhJcKwQeRtYuIoPaZ'].join('_');
    const findings = checkCells(code(`token = "${secret}"`), linter);
    expect(findings.map((finding) => finding.code)).toContain('secret');
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it.each([
    '!git clone https://example.org/x',
    'import os\nos.system("ls")',
    'exec("x")',
    'import subprocess',
    'torch.hub.load("a", "b")',
    'import requests',
    '().__class__.__base__.__subclasses__()',
  ])('refuses %j from a model card, and from nobody else', (source) => {
    const cell: CheckedCell = { id: 'c', kind: 'code', source };
    const foreign = (origin: string) =>
      checkCells([{ ...cell, origin }], linter).some((finding) => finding.code === 'foreign-code');
    expect(foreign('model-card')).toBe(true);
    expect(foreign('alacard')).toBe(false);
  });

  it('never throws, whatever the cells hold', () => {
    const cell = fc.record({
      id: fc.string(),
      kind: fc.constantFrom('code' as const, 'markdown' as const),
      source: fc.string({ unit: 'binary', maxLength: 200 }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 6 }), (cells) => {
        checkCells(cells, linter);
      }),
      { numRuns: 200 },
    );
  });
});
