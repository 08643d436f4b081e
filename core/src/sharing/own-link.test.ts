import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { factsOf } from '../../test-support/facts.ts';
import { recipeOf } from '../../test-support/recipe.ts';
import { DECK } from '../deck/data.ts';
import { nodeRuff } from '../node/ruff.ts';
import { generateNotebook, notebookText } from '../notebook/index.ts';
import { sourceHash } from '../ipynb/nbformat.ts';
import { joined, parseIpynb } from './ipynb.ts';
import { memberOf, valueAt } from './json-places.ts';
import { withOwnLink } from './own-link.ts';

const ADDRESS = {
  server: 'https://cards.example',
  share_id: 'AbCdEfGhJk23',
  url: 'https://cards.example/n/AbCdEfGhJk23',
};
const REMIX = '[Remix](https://cards.example/?remix=AbCdEfGhJk23)';
const { notebook } = generateNotebook(recipeOf(), factsOf(), {
  deck: DECK,
  linter: await nodeRuff(),
  remixOf: null,
});
if (notebook === null) throw new Error('no notebook');
const text = notebookText(notebook);

const nextOf = (ipynb: string) => {
  const read = parseIpynb(ipynb);
  if (!read.ok) throw new Error('not a notebook');
  const isNext = (metadata: Record<string, unknown>): boolean =>
    (metadata['alacard'] as { role?: string } | undefined)?.role === 'next';
  const cells = read.notebook.cells.filter(({ metadata }) => isNext(metadata));
  const others = read.notebook.cells.filter(({ metadata }) => !isNext(metadata));
  return { next: cells[0], others, metadata: read.notebook.metadata };
};

describe('withOwnLink', () => {
  it('puts the link into the next steps, and changes nothing else', () => {
    const linked = withOwnLink(text, ADDRESS);
    const [before, after] = [nextOf(text), nextOf(linked)];
    const source = joined(after.next?.source ?? '');
    expect(source).toContain(REMIX);
    expect(source).not.toContain('**Share:**');
    expect(after.others).toEqual(before.others);
    expect(after.metadata).toEqual(before.metadata);
    expect(after.next?.metadata['alacard']).toEqual({
      ...(before.next?.metadata['alacard'] as object),
      hash: sourceHash(source),
    });
    expect(withOwnLink(linked, ADDRESS)).toBe(linked);
  });

  it('names the page it is shared at now, not one of before', () => {
    const before = withOwnLink(text, { ...ADDRESS, url: 'http://old.example/n/AbCdEfGhJk23' });
    expect(withOwnLink(before, ADDRESS)).toBe(withOwnLink(text, ADDRESS));
  });

  it('leaves the hash of a cell that somebody has changed, so that it stays theirs', () => {
    const mine = text.replace('**Read the source:**', '**Read this first:**');
    const { next } = nextOf(withOwnLink(mine, ADDRESS));
    expect(joined(next?.source ?? '')).toContain(REMIX);
    expect(next?.metadata['alacard']).toEqual(nextOf(text).next?.metadata['alacard']);
  });

  it.each([
    [
      'a notebook without next steps',
      '{"cells":[{"cell_type":"code","metadata":{},"source":"\\"next\\""}]}',
    ],
    [
      'a code cell that says it is one',
      '{"cells":[{"cell_type":"code","metadata":{"alacard":{"role":"next"}},"source":""}]}',
    ],
    [
      'a cell without a source',
      '{"cells":[{"cell_type":"markdown","metadata":{"alacard":{"role":"next"}}}]}',
    ],
    ['no cells', '{"a":"next","cells":{"next":"next"}}'],
    ['a list', '["next"]'],
    ['a word', '"next"'],
  ])('leaves %s as it is', (_, given) => {
    expect(withOwnLink(given, ADDRESS)).toBe(given);
  });

  it('keeps every other byte, however the file is written', () => {
    const odd = `\t{ "nbformat":4,"x":1.0,"e":1e2, "u":"\\ud83c\\udf5e \\\\\\"[{", "cells" :\r\n[ {"cell_type":"raw","source":["]"],"metadata":{"next":[{}]}},{"metadata":{"alacard":{"hash":"h","role":"next"}},"source":[\n "## Next\\n",\n "- **Share:** x"\n ],"cell_type":"markdown"} ,null]}\n\n`;
    const linked = withOwnLink(odd, ADDRESS);
    const at = odd.indexOf('- **Share:** x');
    expect(linked.slice(0, at)).toBe(odd.slice(0, at));
    expect(linked).toContain(REMIX);
    expect(linked.endsWith(odd.slice(at + '- **Share:** x'.length))).toBe(true);
  });

  it('takes time in proportion to the text, whatever is in it', () => {
    for (const filler of ['[', '"\\\\",', '{"a":', '\\', ' ', '0,', '"next",']) {
      const seconds = (bytes: number): number => {
        const given = `{"x":"next","cells":[${filler.repeat(bytes / filler.length)}`;
        const started = performance.now();
        withOwnLink(given, ADDRESS);
        return performance.now() - started;
      };
      const few = Math.max(...[1, 2, 3].map(() => seconds(1e5)));
      // Eight times the text; what grows with its square would take 64 times as long.
      expect(Math.min(...[1, 2, 3].map(() => seconds(8e5)))).toBeLessThan(24 * few + 50);
    }
  });
});

describe('places in JSON', () => {
  it('are where JSON.parse sees the value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 1, '\t'),
        (given, indent) => {
          const json = JSON.stringify(given, null, indent);
          const read = JSON.parse(json) as Record<string, unknown>;
          for (const [name, value] of Object.entries(read)) {
            const place = memberOf(json, valueAt(json), name);
            expect(JSON.parse(json.slice(place?.start, place?.end))).toEqual(value);
          }
          expect(memberOf(json, valueAt(json), 'no such member')).toBeNull();
        },
      ),
    );
    const twice = '{"a":1,"a":{"b":[2]}}';
    expect(memberOf(twice, valueAt(twice), 'a')).toEqual({ start: 11, end: 20 });
  });
});
