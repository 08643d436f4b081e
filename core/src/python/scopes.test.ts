import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pythonJudge } from '../../test-support/python.ts';
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
const name = fc.constantFrom('a', 'b', 'c', 'len');
const forms: ((x: string, y: string, z: string) => string)[] = [
  (x, y) => `${x} = ${y}`,
  (x, y, z) => `${x}, *${y} = ${z}`,
  (x) => `print(${x})`,
  (x, y) => `${x} += ${y}`,
  (x, y, z) => `def ${x}(${y}=${z}):\n    return ${z}`,
  (x, y, z) => `def ${x}():\n    ${y} = ${z}\n    ${y} += 1\n    return lambda ${z}: ${z} + ${x}`,
  (x, y, z) => `def ${x}():\n    global ${y}\n    ${y} = ${z}`,
  (x, y, z) => `for ${x} in ${y}:\n    ${z}`,
  (x, y, z) => `${x} = [${y} for ${y} in ${z}]`,
  (x, y, z) => `${x} = [${y} for ${z} in ${x} if (${y} := ${z})]`,
  (x, y, z) => `${x} = {${y}: ${z} for ${y}, ${z} in ${x}}`,
  (x, y, z) => `class ${x}(${z}):\n    ${y} = 1\n    def m(self): return ${y}`,
  (x, y, z) => `class ${x}:\n    ${y} = ${z}\n    ${z} = ${y}`,
  (x, y) => `print(${x} := ${y}, ${x})`,
  (x, y) => `while (${x} := ${y}):\n    break`,
  (x, y, z) => `with ${x} as ${y}, ${y}(${z}):\n    ${y}`,
  (x, y, z) => `try:\n    ${x}\nexcept ${y}:\n    ${z}`,
  (x, y, z) => `match ${x}:\n    case [${y}, *${z}]:\n        ${y}\n    case _:\n        1`,
  (x, y, z) =>
    `match ${x}:\n    case {"k": ${y}, **${z}}:\n        ${y}\n    case int(real=${x}) as ${z}:\n        ${x}`,
  (x, y) => `@${x}.y\n@${y}(1)\ndef f(): pass`,
  (x, y) => `import ${x}.u as ${y}, ${x}.v`,
  (x, y) => `from m import ${x} as ${y}`,
  (x, y, z) => `f"{${x}!r:>{${y}}} {${z}=}"`,
  (x, y, z) => `${x}.y[${y}] = ${z}`,
  (x, y, z) => `async def ${x}():\n    async with ${y} as ${z}:\n        await ${z}`,
];
/** A few lines of Python in which the same names are bound and read in every way there is. */
const modules = fc
  .array(
    fc.tuple(fc.constantFrom(...forms), name, name, name).map(([form, x, y, z]) => form(x, y, z)),
    { maxLength: 6 },
  )
  .map((lines) => lines.join('\n'));

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
      { name: 'b', from: 10, to: 11, later: false },
      { name: 'c', from: 25, to: 26, later: true },
    ]);
  });

  it.each([
    ['from x import *', true],
    ['exec("a = 1")', true],
    ['globals()["a"] = 1', true],
    ['x = globals()["a"] = 1', true],
    ['x = globals()["a"]', false],
    ['def f(name):\n    return globals()[name]', false],
    ['model.exec(1)', false],
  ])('knows that %j may bring names: %j', (source, open) => {
    expect(scopeOf(source).open).toBe(open);
  });

  it('never finds a name undefined that Ruff knows, in code that parses', () => {
    fc.assert(
      fc.property(modules, (source) => {
        fc.pre(!ruff.check(source).some((found) => found.code === 'syntax'));
        const known = new Set(judged(source));
        expect(free(source).filter((one) => !known.has(one))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('reads long code in linear time', () => {
    const long = `f(${'a, '.repeat(50_000)}b)\n${'a = '.repeat(20_000)}1\n[${'a, '.repeat(50_000)}]\n`;
    const start = process.cpuUsage();
    expect(scopeOf(long).free.map((one) => one.name)).toContain('b');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
  });

  it('reads deeply nested code', () => {
    const source = `x = ${'a + '.repeat(5000)}b\ny = ${'('.repeat(800)}c${')'.repeat(800)}`;
    expect(new Set(free(source))).toEqual(new Set(['a', 'b', 'c']));
  });
});

describe('names a module binds', () => {
  it('are those of Python itself', () => {
    const fixed = [
      'a, (b, *c) = [d, e[0], f.g] = x',
      'total += 1',
      'total: int',
      'total: int = 1',
      'import a.b, c as d\nfrom e import f as g, h',
      'try:\n    1\nexcept E as err:\n    2',
      'def f(p, *q, r=1, **s):\n    global counter\n    counter = 1\n    local = 2',
      'def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1',
      'class C:\n    x = 1\n    def m(self):\n        y = 2',
      'x = lambda a: (b := a)',
      '[y := f(x), y**2]\n[last := i for i in range(3)]',
      'match p:\n    case Point(x=0, y=yy) | [yy]:\n        1\n    case str() as s:\n        2\n    case _:\n        3',
      'async def f():\n    async for i in g():\n        pass',
      'for i, j in z:\n    k = i\nelse:\n    m = 1',
      'f(x=1, **y)\ng(w := 2)',
      'if a:\n    import b\nelif c:\n    d = 1',
      'x.y = 1\nz[0] = 2',
    ];
    const cases = [...new Set([...fixed, ...fc.sample(modules, { numRuns: 1500, seed: 12 })])].map(
      (source) => ({ source, bound: [...scopeOf(source).bound] }),
    );
    const judge = `
import symtable
def declared(table):
    found = {s.get_name() for s in table.get_symbols() if s.is_declared_global()}
    for child in table.get_children():
        found |= declared(child)
    return found
sound = 0
for one in cases:
    try:
        top = symtable.symtable(one["source"], "case", "exec")
    except SyntaxError:
        continue
    sound += 1
    want = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported() or s.is_annotated()}
    want |= declared(top)
    if want != set(one["bound"]):
        wrong.append([one["source"], sorted(want), sorted(one["bound"])])
if sound < 500:
    wrong.append(f"only {sound} cases are Python")
`;
    expect(pythonJudge(judge, cases)).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['def f[T](x: T) -> T:\n    return x', ['f']],
    ['class A[T, *Ts](B[T]):\n    y: T', ['A']],
    ['type X[T] = list[T]', ['X']],
  ])('leave out the type parameters of %j', (source, expected) => {
    expect([...scopeOf(source).bound]).toEqual(expected);
  });
});

describe('names that must exist before a module runs', () => {
  it.each<[string, string[]]>([
    ['x = x', ['x']],
    ['x = 1\nx = x', []],
    ['print(x)\nx = 1', ['x']],
    ['def f():\n    return x\nx = 1', []],
    ['def f():\n    return x', ['x']],
    ['def f(a=x):\n    return a\nx = 1', ['x']],
    ['for x in x:\n    pass', ['x']],
    ['for x in y:\n    print(x)', ['y']],
    ['with open(p) as f:\n    f.read()', ['p']],
    ['total += 1', ['total']],
    ['total = 0\ntotal += 1\nprint(total)', []],
    ['class A:\n    y = x\n    z = y\nx = 1', ['x']],
    ['print(n := 1, n)', []],
    ['[i for i in range(3)]\nprint(i)', ['i']],
    ['@deco\ndef deco(): pass', ['deco']],
    ['import a.b\na.b.c', []],
    ['try:\n    pass\nexcept E as e:\n    print(e)', ['E']],
    ['def f[T](x: T): pass', []],
    ['from x import *\ny', ['y']],
  ])('%j needs %j', (source, expected) => {
    expect([...scopeOf(source).needed]).toEqual(expected);
  });
});
