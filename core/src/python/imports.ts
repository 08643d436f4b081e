import { DISTRIBUTIONS } from './distributions.ts';
import { STANDARD_LIBRARY } from './standard-library.ts';
import { parsePython, textOf } from './syntax.ts';

/** Modules that come with the host (Colab, IPython) or with Python: never installed. */
const PROVIDED = new Set(['google.colab', 'IPython', 'pkg_resources', 'ipykernel']);

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
      const plain = /^import\s+([\s\S]+)$/.exec(statement);
      for (const part of plain?.[1]?.split(',') ?? []) {
        const name = part.trim().split(/\s+/)[0];
        if (name && /^[\w.]+$/.test(name)) modules.add(name);
      }
    },
  });
  return [...modules];
}

/**
 * The distribution `pip` installs for a module, or null when there is nothing
 * to install (standard library, the kernel's own packages).
 */
export function distributionFor(module: string): string | null {
  if (PROVIDED.has(module)) return null;
  const parts = module.split('.');
  const top = parts[0] ?? module;
  if (STANDARD_LIBRARY.has(top) || PROVIDED.has(top)) return null;
  for (let length = parts.length; length > 0; length -= 1) {
    const found = DISTRIBUTIONS[parts.slice(0, length).join('.')];
    if (found) return found;
  }
  return top.replaceAll('_', '-');
}
