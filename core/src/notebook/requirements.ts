import { distributionFor, importsOf } from '../python/imports.ts';

/**
 * Oldest releases whose API the templates use, `[major, minor]`. Sources:
 * transformers MIGRATION_GUIDE_V5.md and commit 0133a75cd2 (5.3 removed the last
 * pipelines); gradio 6 migration guide; diffusers commit 23b0004330 (`dtype=`);
 * sentence-transformers 5.0 (`encode_query`).
 */
const FLOORS: Readonly<Record<string, readonly [number, number]>> = {
  transformers: [5, 3],
  huggingface_hub: [1, 0],
  'sentence-transformers': [5, 0],
  diffusers: [0, 40],
  gradio: [6, 0],
  streamlit: [1, 40],
};

/** Distributions that a module needs though it does not import them by itself. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  transformers: ['torch'],
  'sentence-transformers': ['torch'],
  diffusers: ['torch', 'transformers', 'accelerate'],
  timm: ['torch'],
  peft: ['torch', 'transformers'],
  joblib: ['scikit-learn'],
  fastapi: ['uvicorn'],
};

export interface Requirements {
  /** Arguments of `%pip install`, sorted, torch first: `"transformers>=5.3"`. */
  readonly pip: readonly string[];
  /** Modules whose import proves the set-up, in the order of the cells. */
  readonly modules: readonly string[];
  /** Distributions whose version is shown. */
  readonly shown: readonly string[];
  readonly floors: Readonly<Record<string, readonly [number, number]>>;
}

/** Import names of distributions that are only needed at run time. */
const MODULE_OF: Readonly<Record<string, string>> = {
  pillow: 'PIL',
  'scikit-learn': 'sklearn',
  protobuf: 'google.protobuf',
  'python-multipart': 'multipart',
};

/** Modules that a cell of the notebook writes itself: `%%writefile my_model.py`. */
export const writtenModules = (sources: readonly string[]): Set<string> =>
  new Set(
    sources.flatMap((source) => {
      const file = /^%%writefile\s+(?:-a\s+)?(\w+)\.py\s*$/m.exec(source);
      return file?.[1] ? [file[1]] : [];
    }),
  );

/** Code as a module: cell magics and shell lines are not Python. */
export const withoutMagics = (source: string): string =>
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
    modules.add(MODULE_OF[install] ?? install.replace(/\[.*$/, '').replaceAll('-', '_'));
  }
  for (const distribution of [...distributions]) {
    for (const companion of COMPANIONS[distribution] ?? []) {
      distributions.add(companion);
      modules.add(MODULE_OF[companion] ?? companion.replaceAll('-', '_'));
    }
  }
  const sorted = [...distributions].sort(
    (a, b) => Number(b === 'torch') - Number(a === 'torch') || a.localeCompare(b),
  );
  const floors = Object.fromEntries(
    sorted.flatMap((one) => (FLOORS[one] ? [[one, FLOORS[one]] as const] : [])),
  );
  return {
    pip: sorted.map((one) => (FLOORS[one] ? `"${one}>=${FLOORS[one].join('.')}"` : one)),
    modules: [...modules],
    shown: sorted.map((one) => one.replace(/\[.*$/, '')),
    floors,
  };
}
