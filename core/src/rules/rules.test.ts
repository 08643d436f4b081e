import { beforeAll, describe, expect, it } from '@jest/globals';
import { readRule, readRules } from '../../scripts/read-rules.ts';
import { nodeRuff } from '../node/ruff.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { applyRewrites } from './apply.ts';
import { indexCode } from './code-index.ts';
import { findRewrites } from './find.ts';
import { concerns } from './libraries.ts';
import type { CaseModel } from './schema.ts';
import { ruleFor, RULES } from './table.ts';
import type { Rule } from './types.ts';

let ruff: PythonLinter;
beforeAll(async () => {
  ruff = await nodeRuff();
});

const defined = new Set(['device', 'dtype']);
const files = readRules();
const rules = new Map(RULES.map((rule) => [rule.id, rule]));

/** A rule as a case's model has it; a case without a model is about any model. */
function ruleOfCase(id: string, model: CaseModel | undefined): Rule[] {
  const rule = rules.get(id);
  if (!rule) throw new Error(`${id} is not bundled`);
  if (!model) return [rule];
  const { task = null, modelType = null, id: name = 'acme/any', customCode = false } = model;
  return [ruleFor(rule, { id: name, task, modelType, customCode }) ?? []].flat();
}

const parses = (source: string): boolean =>
  !ruff.check(source).some((found) => found.code === 'syntax');

const before = files.flatMap(({ data, file }) =>
  file.cases.map((one, at) => ({ id: data.id, at, ...one })),
);
const not = files.flatMap(({ data, file }) =>
  file.not.map((one, at) => ({ id: data.id, at, ...one })),
);

describe('rules, each by its own cases', () => {
  it.each(before)('$id finds its place, case $at', ({ id, before: source, after, model }) => {
    const ours = ruleOfCase(id, model);
    expect(parses(source)).toBe(true);
    const found = findRewrites(source, { rules: ours, defined });
    expect(found).not.toEqual([]);
    const { source: result, refused } = applyRewrites(source, { rules: ours, defined });
    if (after === undefined) {
      expect(result).toBe(source);
      expect(refused).not.toEqual([]);
    } else {
      expect(result).toBe(after);
      expect(parses(after)).toBe(true);
      expect(findRewrites(after, { rules: ours, defined })).toEqual([]);
    }
  });

  it.each(not)('$id leaves alone, case $at', ({ id, code, model }) => {
    expect(parses(code)).toBe(true);
    // Code without the library is left alone by every rule, and would show nothing.
    const rule = rules.get(id);
    expect(rule && concerns(indexCode(code), rule, new Set())).toBe(true);
    expect(findRewrites(code, { rules: ruleOfCase(id, model), defined })).toEqual([]);
  });
});

describe('a file of a rule', () => {
  const text = `
since: 5.0.0
message: Old is called New.
source: the wheel
match: { on: name, module: transformers, names: [Old] }
action: { do: rename, to: New }
cases: [{ before: "import a", after: "import b" }]
not: [{ code: "import c" }]
`;
  it('is read', () => {
    expect(readRule('transformers', 'old', text).data.match).toMatchObject({ names: '^(?:Old)$' });
  });

  it.each([
    ['has no case', /^cases.*$/m, '', /cases/],
    ['has an empty list of cases', /^cases.*$/m, 'cases: []', /needs a case/],
    ['leaves nothing alone', /^not.*$/m, 'not: []', /leaves alone/],
    ['has a pattern that does not compile', '[Old]', '"(Old"', /Invalid regular expression/],
    ['names a pattern nobody has', '[Old]', '$olds', /no pattern \$olds/],
    ['misspells a key', 'since', 'sinse', /sinse/],
    ['renames and never shows to what', ', after: "import b"', '', /comes `after`/],
  ])('that %s fails the bundling', (_, old, text_, message) => {
    expect(() => readRule('transformers', 'old', text.replace(old, text_))).toThrow(message);
  });
});
