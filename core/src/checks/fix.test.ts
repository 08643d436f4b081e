import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withSources } from '../ipynb/edit-sources.ts';
import { nodeRuff } from '../node/ruff.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { fixNotebook, type FixOptions } from './fix.ts';

let linter: PythonLinter;
beforeAll(async () => {
  linter = await nodeRuff();
});

const fixed = (sources: readonly string[], options?: FixOptions): string[] => {
  const cells = sources.map((source, at) => ({ id: `c${at}`, kind: 'code' as const, source }));
  const { sources: changed } = fixNotebook({ cells }, linter, options);
  return sources.map((source, at) => changed.get(at) ?? source);
};

describe('fixing a notebook', () => {
  it('renames over cells, and leaves what may change the meaning', () => {
    const cells = [
      'from transformers import AutoModelForVision2Seq',
      "m = AutoModelForVision2Seq.from_pretrained('a/b', torch_dtype='auto', load_in_8bit=True)",
      "import torch\nx = torch.zeros(1).to('cuda')",
    ];
    expect(fixed(cells)).toEqual([
      'from transformers import AutoModelForImageTextToText',
      "m = AutoModelForImageTextToText.from_pretrained('a/b', dtype='auto', load_in_8bit=True)",
      cells[2],
    ]);
    const unsafe = fixed(cells, { unsafe: true });
    expect(unsafe[1]).not.toContain('load_in_8bit');
    expect(unsafe[2]).toContain('to(device)');
  });

  it('mends only what is wanted, and nothing that a pin allows', () => {
    const cells = [
      "from transformers import AutoModel\nAutoModel.from_pretrained('a/b', torch_dtype='auto')",
    ];
    expect(fixed(cells, { wanted: (code) => code === 'secret' })).toEqual(cells);
    expect(fixed(['%pip install transformers==4.40', ...cells])[1]).toBe(cells[0]);
    expect(fixed(['%pip install transformers', ...cells])[1]).toContain("('a/b', dtype='auto')");
  });
});

const OLD = `{
 "cells": [
  {"source": ["import a\\n", "b = \\"\\u00e9\\"\\n", "\\n", "c"], "cell_type": "code", "outputs": [{"source": ["no"], "x": 1.50}], "id":"k"},
  { "cell_type":"markdown",   "source": "one\\ntwo" } ,
  {
   "source": [],
   "metadata": {"source": {"cells": [1e5, -0.0, {"source": "deep"}]}}
  }
 ], "nbformat": 4, "metadata": {"cells": "x"}
}
`;

describe('new sources in a file', () => {
  it('changes the lines that changed and no other byte', () => {
    const changed = withSources(OLD, new Map([[0, 'import a\nb = "é"\n\nd\ne']]));
    expect(changed).toBe(OLD.replace('"\\n", "c"]', '"\\n", "d\\n", "e"]'));
    expect(withSources(OLD, new Map([[1, 'ü']]))).toBe(OLD.replace('"one\\ntwo"', '"\\u00fc"'));
    expect(withSources(OLD, new Map([[2, 'a\nb']]))).toBe(OLD.replace('[],', '["a\\n", "b"],'));
    expect(withSources(OLD, new Map())).toBe(OLD);
  });

  it('is read back as what was put in, whatever the texts and the formatting', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const cell = fc.record({
      before: fc.oneof(text, fc.array(text, { maxLength: 4 })),
      after: text,
      indent: fc.constantFrom(0, 1, 4, '\t'),
    });
    fc.assert(
      fc.property(cell, fc.boolean(), ({ before, after, indent }, other) => {
        const rest = { outputs: [{ data: { source: before } }], n: [1, null, true], 'a"\\': {} };
        const cells = [{ ...rest, source: before }, ...(other ? [{ source: 'x', ...rest }] : [])];
        const file = JSON.stringify({ a: cells, cells, metadata: rest }, null, indent);
        const result = JSON.parse(withSources(file, new Map([[0, after]]))) as {
          cells: { source: string | string[] }[];
        };
        expect([result.cells[0]?.source].flat().join('')).toBe(after);
        expect({
          ...result,
          cells: [{ ...result.cells[0], source: before }, ...result.cells.slice(1)],
        }).toEqual(JSON.parse(file));
      }),
      { numRuns: 300 },
    );
  });
});
