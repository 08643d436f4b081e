import { parsePython, textOf } from './syntax.ts';

/**
 * Full dotted names of the modules a source imports, in order, without
 * duplicates: `import a.b`, `from a.b import c` -> `a.b`. Relative imports are
 * left out. Imports inside functions count.
 */
export function importsOf(source: string): string[] {
  if (!/^[ \t]*(?:import|from)[ \t]/m.test(source) && !/;[ \t]*(?:import|from)[ \t]/.test(source))
    return [];
  const modules = new Set<string>();
  parsePython(source).iterate({
    enter: (node) => {
      if (node.name !== 'ImportStatement') return;
      const statement = textOf(source, node)
        .replace(/\\\n/g, ' ')
        .replace(/#[^\n]*/g, '');
      const from = /^from\s+([\w.]+)\s+import\b/.exec(statement);
      if (from?.[1]) {
        if (!from[1].startsWith('.')) modules.add(from[1]);
        return;
      }
      const plain = /^import\s+(\S[\s\S]*)$/.exec(statement);
      for (const part of plain?.[1]?.split(',') ?? []) {
        const name = part.trim().split(/\s+/)[0];
        if (name && /^[\w.]+$/.test(name)) modules.add(name);
      }
    },
  });
  return [...modules];
}
