import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodeRuff } from '../node/ruff.ts';
import type { PythonLinter } from './ruff.ts';
import { scopeOf } from './scopes.ts';

let ruff: PythonLinter;
beforeAll(async () => {
  ruff = await nodeRuff();
});

/** Names that Ruff finds undefined, in text order. */
const judged = (source: string): string[] =>
  ruff.check(source).flatMap((found) => /`(\w+)`/.exec(found.message)?.[1] ?? []);
const free = (source: string): string[] => scopeOf(source).free.map((one) => one.name);

describe('names a module needs from elsewhere', () => {
  it.each([
    'print(a, len(b))',
    'import a.b as c, d.e\nfrom f import g as h, i\nc, d, h, i, a, e, f, g',
    'x, (y, *z) = q\n[u, v] = w\nx, y, z, u, v',
    'x: int = y\nz: w',
    'def f(a, /, b: T = d, *args, c, **kw) -> R:\n    return a + b + c + args + kw + e',
    'def f():\n    def g():\n        return h()\n    def h():\n        return k\n    return g',
    'f = lambda a, b=c, *d: a + b + d + e',
    '[x for x, y in z if x if w]; {k: v for k, v in o}; (i async for i in p); print(x)',
    'print(sum(x for x in y), x)',
    'class A(B, metaclass=M):\n    z = 1\n    y = z\n    def m(self):\n        return z + self.y',
    'with a as b, c as d:\n    b, d',
    'try:\n    1\nexcept (E, F) as e:\n    print(e)\nexcept G:\n    2',
    'for i, (j, k) in z:\n    i + j + k\nelse:\n    l',
    'while (n := f()):\n    n\nprint(m := 1, m)',
    'match x:\n    case {"a": b, **rest}:\n        b, rest\n    case [c, *d] if e:\n        c, d\n    case Foo(p, q=r) as w:\n        p, r, w\n    case other.name:\n        1\n    case _:\n        2',
    'def f():\n    global g\n    g = 1\nprint(g)',
    'def f():\n    global g\n    g += 1',
    '@deco.rator(arg)\ndef f():\n    pass',
    'f"{a!r:>{b}} {c=}" + "{d}"',
    'del_ = 1\ndel del_, y[0]',
    'def f[T: V](a: T) -> T:\n    return a\nclass C[S](D):\n    x: S',
    'call(keyword=value, **more)',
    'a.b.c = d[e]\nf.g += h',
    'async def f():\n    async with a as b:\n        await b\n    async for c in d:\n        yield c',
    'import os.path\nos, path',
  ])('agrees with Ruff about %j', (source) => {
    expect(free(source).sort()).toEqual(judged(source).sort());
  });

  it('knows type statements', () => {
    expect(free('type X[T] = list[T] | U\nX')).toEqual(['U']);
  });

  it('tells names read inside functions from names read at once', () => {
    expect(scopeOf('a\ndef f(x=b):\n    return c').free).toEqual([
      { name: 'a', from: 0, to: 1, later: false },
      { name: 'b', from: 10, to: 11, later: true },
      { name: 'c', from: 25, to: 26, later: true },
    ]);
  });

  it.each([
    ['from x import *', true],
    ['exec("a = 1")', true],
    ['globals()["a"] = 1', true],
    ['model.exec(1)', false],
  ])('knows that %j may bring names: %j', (source, open) => {
    expect(scopeOf(source).open).toBe(open);
  });

  it('never finds a name undefined that Ruff knows, in code that parses', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'len');
    const line = fc.oneof(
      fc.tuple(name, name).map(([x, y]) => `${x} = ${y}`),
      name.map((x) => `print(${x})`),
      fc.tuple(name, name, name).map(([x, y, z]) => `def ${x}(${y}=1):\n    return ${z}`),
      fc.tuple(name, name, name).map(([x, y, z]) => `for ${x} in ${y}:\n    ${z}`),
      fc.tuple(name, name, name).map(([x, y, z]) => `${x} = [${y} for ${y} in ${z}]`),
      fc
        .tuple(name, name, name)
        .map(([x, y, z]) => `class ${x}:\n    ${y} = 1\n    def m(self): return ${z}`),
      name.map((x) => `import ${x}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const source = lines.join('\n');
        const known = new Set(judged(source));
        expect(free(source).filter((one) => !known.has(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('reads deeply nested code', () => {
    const source = `x = ${'a + '.repeat(5000)}b\ny = ${'('.repeat(800)}c${')'.repeat(800)}`;
    expect(new Set(free(source))).toEqual(new Set(['a', 'b', 'c']));
  });
});
