import { describe, expect, it } from '@jest/globals';
import { boundNames, renameVariables } from './names.ts';

describe('boundNames', () => {
  it.each<[string, string[]]>([
    ['x = 1', ['x']],
    ['a, (b, c) = f()', ['a', 'b', 'c']],
    ['x = y = 2', ['x', 'y']],
    ['x += 1', ['x']],
    ['x.y = 1\nz[0] = 2', []],
    ['import a.b, c as d\nfrom e import f as g, h', ['a', 'd', 'g', 'h']],
    ['def f(p):\n    q = 1\n    return q', ['f']],
    ['class C:\n    x = 1', ['C']],
    ['for i, j in pairs:\n    k = i', ['i', 'j', 'k']],
    ['with open(p) as f:\n    t = f.read()', ['f', 't']],
    ['f(x=1)', []],
    ['y = [i for i in range(3)]', ['y']],
  ])('%j binds %j', (source, expected) => {
    expect(boundNames(source).sort()).toEqual(expected.toSorted());
  });
});

describe('renameVariables', () => {
  const rename = (source: string) => renameVariables(source, new Map([['model', 'card_model']]));
  it.each<[string, string]>([
    ['model = f()\nmodel(x)', 'card_model = f()\ncard_model(x)'],
    ['g(model=model)', 'g(model=card_model)'],
    ['x.model = model', 'x.model = card_model'],
    ['print(f"{model} model")', 'print(f"{card_model} model")'],
    ['"model"  # model', '"model"  # model'],
    ['from lib import model\nmodel()', 'from lib import model\nmodel()'],
  ])('%j becomes %j', (source, expected) => {
    expect(rename(source)).toBe(expected);
  });
});
