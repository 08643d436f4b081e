import { importsOf } from '../python/imports.ts';
import { distributionFor, libraryOfDistribution, moduleOf } from './distributions.ts';

export interface Requirements {
  /** Arguments of `%pip install`, sorted, torch first: `"transformers>=5.3"`. */
  readonly pip: readonly string[];
  /** Modules whose import proves the set-up, in the order of the cells. */
  readonly modules: readonly string[];
  /** Distributions whose version is shown. */
  readonly shown: readonly string[];
  readonly floors: Readonly<Record<string, readonly [number, number]>>;
}

/** Oldest release whose API the templates use, `[major, minor]`; null: any. */
function floorOf(distribution: string): readonly [number, number] | null {
  const version = libraryOfDistribution(distribution)?.floor?.version;
  const [major, minor] = version?.split('.').map(Number) ?? [];
  return major === undefined || minor === undefined ? null : [major, minor];
}

/** Modules that a cell of the notebook writes itself: `%%writefile my_model.py`, `%%writefile app/model.py`. */
export const writtenModules = (sources: readonly string[]): Set<string> =>
  new Set(
    sources.flatMap((source) => {
      const file = /^%%writefile\s+(?:-a\s+)?(?:[\w./-]*\/)?(\w+)\.py\s*$/m.exec(source);
      return file?.[1] ? [file[1]] : [];
    }),
  );

/** Code as a module: cell magics and shell lines are not Python. */
const withoutMagics = (source: string): string =>
  source.replace(/^[ \t]*[%!].*$/gm, (line) => '#'.padEnd(line.length, ' ').trimEnd());

/**
 * What the code cells really import, plus `installs` (distributions needed at
 * run time without an import, such as sentencepiece).
 */
export function requirementsOf(
  sources: readonly string[],
  installs: readonly string[] = [],
): Requirements {
  const modules = new Set<string>();
  const distributions = new Set<string>();
  const written = writtenModules(sources);
  for (const module of sources.flatMap((source) => importsOf(withoutMagics(source)))) {
    const distribution = distributionFor(module);
    if (!distribution || written.has(module)) continue;
    modules.add(/^google\.|^pyannote\./.test(module) ? module : (module.split('.')[0] ?? module));
    distributions.add(distribution);
  }
  for (const install of installs) {
    distributions.add(install);
    modules.add(moduleOf(install));
  }
  for (const distribution of [...distributions]) {
    for (const companion of libraryOfDistribution(distribution)?.companions ?? []) {
      distributions.add(companion);
      modules.add(moduleOf(companion));
    }
  }
  const sorted = [...distributions].sort(
    (a, b) => Number(b === 'torch') - Number(a === 'torch') || a.localeCompare(b),
  );
  const floors = Object.fromEntries(
    sorted.flatMap((one) => {
      const floor = floorOf(one);
      return floor ? [[one, floor] as const] : [];
    }),
  );
  return {
    pip: sorted.map((one) => (floors[one] ? `"${one}>=${floors[one].join('.')}"` : one)),
    modules: [...modules],
    shown: sorted.map((one) => one.replace(/\[[\s\S]*/, '')),
    floors,
  };
}
