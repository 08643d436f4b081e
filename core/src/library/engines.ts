import { SHELF } from './shelf.ts';

/**
 * A page's alternatives to each other: which library's code a piece of Python is. The most
 * telling engine comes first (`engines` of core/libraries/order.yaml).
 */
const ENGINES = SHELF.engines.map((id) => {
  const libraries = SHELF.libraries.filter(({ engine }) => engine === id);
  const patterns = (of: 'words' | 'code', flags: string): RegExp[] =>
    libraries.flatMap(({ card }) => (card[of] === undefined ? [] : new RegExp(card[of], flags)));
  return {
    id,
    modules: libraries.flatMap(({ modules }) => modules),
    words: patterns('words', 'i'),
    code: patterns('code', ''),
    alone: libraries.some(({ card }) => card.alone),
  };
});

const IMPORTED = /^[ \t]*(?:from\s+([\w.]+)\s+import|import\s+([\w., ]+))/gm;

function modulesOf(source: string): string[] {
  const modules: string[] = [];
  for (const match of source.matchAll(IMPORTED)) {
    if (match[1]) modules.push(match[1]);
    for (const part of match[2]?.split(',') ?? []) modules.push(part.trim().split(' ')[0] ?? '');
  }
  return modules;
}

/** Which of a page's alternatives a piece of Python belongs to, or null when nothing tells. */
export function engineOf(source: string, headings: readonly string[], lead: string): string | null {
  const written = ENGINES.find(({ code }) => code.some((pattern) => pattern.test(source)));
  if (written) return written.id;
  const modules = modulesOf(source);
  const imported = ENGINES.find((engine) =>
    engine.modules.some((name) =>
      modules.some((module) => module === name || module.startsWith(`${name}.`)),
    ),
  );
  if (imported) return imported.id;
  if (modules.length > 0) return null;
  for (const text of [lead, ...headings.toReversed()]) {
    const said = ENGINES.find(({ words }) => words.some((pattern) => pattern.test(text)));
    if (said) return said.id;
  }
  return null;
}

/** Engines whose code is not mixed with PyTorch's. */
export const WITHOUT_TORCH: ReadonlySet<string> = new Set(
  ENGINES.filter(({ alone }) => alone).map(({ id }) => id),
);
