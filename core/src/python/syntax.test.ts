import { describe, expect, it } from '@jest/globals';
import { parsePython } from './syntax.ts';

function errorsOf(source: string): number[] {
  const found: number[] = [];
  parsePython(source).iterate({
    enter: (node) => {
      if (node.type.isError) found.push(node.from);
    },
  });
  return found;
}

describe('Python for positions', () => {
  const line = 'x = load("a")\n';

  it('reads what is valid whole, however long', () => {
    const source = line.repeat(5000);
    expect(errorsOf(source)).toEqual([]);
    expect(parsePython(source).length).toBe(source.length);
  });

  it('reads on after tens of errors, however far apart', () => {
    const source = `x = (1 +\n${line.repeat(40)}`.repeat(20);
    expect(errorsOf(source).length).toBeGreaterThanOrEqual(20);
    expect(parsePython(source).length).toBe(source.length);
  });

  it('reads all that stands before the errors, and ends within a text of nothing else', () => {
    const before = line.repeat(2000);
    const source = `${before}${'TOKEN="'.repeat(5000)}`;
    const { length } = parsePython(source);
    expect(length).toBeGreaterThan(before.length);
    expect(length).toBeLessThan(before.length + 20_000);
    expect(errorsOf(source)[0]).toBeGreaterThanOrEqual(before.length);
  });

  it.each(['TOKEN="', 'x=\n (\n', 'a\\n', '(]', 'if (\n'])(
    'recovers from %j in linear time',
    (unit) => {
      const cpu = (length: number): number => {
        const source = unit.repeat(length / unit.length);
        const started = process.cpuUsage();
        parsePython(source);
        const { user, system } = process.cpuUsage(started);
        return (user + system) / 1000;
      };
      // Never the same text again: it would be remembered.
      const best = (length: number): number =>
        Math.min(...[0, 1, 2].map((more) => cpu(length + more * unit.length)));
      const once = best(12_000);
      expect(best(48_000)).toBeLessThan(Math.max(40, 6 * once));
    },
  );
});
