import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  cellsOf,
  notebooksIn,
  readCells,
  readKinds,
  reasonsFor,
  textsOf,
} from './manifest-cells.ts';

const core = join(import.meta.dirname, '..');
const kinds = readKinds(join(core, 'old/kinds.yaml'));
const was = readCells(join(core, 'old/cells.json'));
const explained = JSON.parse(readFileSync(join(core, 'old/explained.json'), 'utf8')) as {
  reasons: string[];
  now: Record<string, [string, number[]]>;
};
const golden = [...notebooksIn(join(core, 'golden'), (name) => `golden/${name}`)];

describe('why notebooks are not those of 8eb487c', () => {
  it.each(golden)('%s: each cell that differs has a reason that it shows', (name, text) => {
    const then = was.get(name);
    if (!then) throw new Error(`core/old/cells.json does not know ${name}`);
    const found = reasonsFor(then, cellsOf(text), textsOf(text), kinds);
    expect(found.unnamed).toEqual([]);
    expect(found.reasons).toEqual(explained.now[name]?.[1]);
  });

  it('is what explained.json says, each reason of some notebook', () => {
    expect(explained.reasons).toEqual(kinds.map(({ reason }) => reason));
    const given = new Set(Object.values(explained.now).flatMap(([, places]) => places));
    expect(kinds.filter((_, at) => !given.has(at)).map(({ reason }) => reason)).toEqual([]);
  });

  it('is said of cells that stand there: no reason shows in an empty one', () => {
    const shown = kinds.filter((kind) => 'shows' in kind && kind.shows.test(''));
    expect(shown.map(({ reason }) => reason)).toEqual([]);
  });
});
