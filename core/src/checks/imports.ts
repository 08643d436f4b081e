import type { Finding } from '../finding.ts';
import { distributionFor, importsOf } from '../python/imports.ts';
import { writtenModules } from '../notebook/requirements.ts';
import { pythonCells, type CheckedCell } from './cells.ts';

const canonical = (name: string): string =>
  name
    .replace(/\[.*$/, '')
    .replace(/[-_.]+/g, '-')
    .toLowerCase();

/** Distributions that come with another one the notebook installs. Source: their wheels' METADATA. */
const BROUGHT: Readonly<Record<string, readonly string[]>> = {
  transformers: [
    'huggingface-hub',
    'numpy',
    'packaging',
    'pyyaml',
    'regex',
    'tokenizers',
    'safetensors',
    'tqdm',
  ],
  'sentence-transformers': [
    'transformers',
    'huggingface-hub',
    'numpy',
    'scikit-learn',
    'scipy',
    'torch',
    'tqdm',
  ],
  diffusers: ['huggingface-hub', 'numpy', 'pillow', 'requests', 'safetensors'],
  gradio: [
    'fastapi',
    'huggingface-hub',
    'httpx',
    'numpy',
    'pandas',
    'pillow',
    'pydantic',
    'gradio-client',
    'uvicorn',
  ],
  streamlit: ['numpy', 'pandas', 'pillow', 'requests'],
  fastapi: ['pydantic', 'starlette'],
  'scikit-learn': ['numpy', 'scipy', 'joblib'],
  torch: ['numpy', 'jinja2'],
  pandas: ['numpy'],
};

/** Requirements of the notebook's `%pip install` and `!pip install` lines, canonical names. */
export function installedBy(cells: readonly CheckedCell[]): Set<string> {
  const names = new Set<string>();
  for (const cell of cells) {
    for (const line of cell.source.matchAll(/^\s*[%!]\s*pip3?\s+install\s+(.*)$/gm)) {
      for (const [, quoted, plain] of (line[1] ?? '').matchAll(/"([^"]+)"|(\S+)/g)) {
        const requirement = quoted ?? plain ?? '';
        if (requirement.startsWith('-')) continue;
        names.add(canonical(requirement.replace(/\s*[<>=!~;].*$/, '')));
      }
    }
  }
  for (const name of [...names]) for (const more of BROUGHT[name] ?? []) names.add(more);
  return names;
}

/** Imports that no install line of the notebook provides. */
export function checkImports(cells: readonly CheckedCell[]): Finding[] {
  const installed = installedBy(cells);
  const written = writtenModules(cells.map((cell) => cell.source));
  return pythonCells(cells).flatMap(({ cell, source }) =>
    importsOf(source).flatMap((module): Finding[] => {
      const distribution = distributionFor(module);
      if (!distribution || written.has(module) || installed.has(canonical(distribution))) return [];
      return [
        {
          code: 'import-not-installed',
          severity: 'warning',
          message: `${module} is imported, but no cell installs it. Add "%pip install ${distribution}" to the first code cell.`,
          cell: cell.id,
        },
      ];
    }),
  );
}
