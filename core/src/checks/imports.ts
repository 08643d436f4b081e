import type { Finding } from '../finding.ts';
import { distributionFor, importsOf } from '../python/imports.ts';
import { writtenModules } from '../notebook/requirements.ts';
import { pythonCells, type CheckedCell } from './cells.ts';

export const canonical = (name: string): string =>
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

/** One `%pip install …` or `!pip install …` line, with the lines it goes on to after a backslash. */
export interface InstallLine {
  /** Requirements as written, without options: `"transformers>=5"` is `transformers>=5`. */
  readonly requirements: readonly string[];
  /** True when it installs what the line itself does not name: `-r requirements.txt`, `-e .`, `{name}`. */
  readonly open: boolean;
  /** Offset at which a further requirement can be written. */
  readonly end: number;
}

const INSTALL =
  /^[ \t]*[%!][ \t]*(?:uv[ \t]+)?(?:(?:\S*python3?|\{sys\.executable\})[ \t]+-m[ \t]+)?(?:pip3?|conda|mamba)[ \t]+install[ \t]+((?:[^\\\n]|\\(?!\n)|\\\n)*)/gm;

/** Install lines of a cell, in order. */
export function installLines(source: string): InstallLine[] {
  if (!source.includes('install')) return [];
  return [...source.matchAll(INSTALL)].map((line) => {
    // What follows `#`, `&&`, `|`, `;` or `>` is no requirement; `>=` stands inside one.
    const body =
      /^(?:"[^"]*"|'[^']*'|(?!\s#|&&|[|;]|\s\d?>)[\s\S])*/.exec(line[1] ?? '')?.[0] ?? '';
    const requirements: string[] = [];
    let open = false;
    let option = false;
    for (const [, double, single, plain] of body.matchAll(/"([^"]+)"|'([^']+)'|([^\s\\]+)/g)) {
      const word = double ?? single ?? plain ?? '';
      if (option) option = false;
      else if (/^(?:-r|--requirement|-e|--editable)$/.test(word)) open = option = true;
      else if (
        /^(?:-[iftcn]|--(?:index-url|extra-index-url|find-links|target|channel))$/.test(word)
      )
        option = true;
      else if (word.startsWith('-')) continue;
      else if (/^[.~/$]|[{}]|^https?:|\.whl$/.test(word)) open = true;
      else requirements.push(word);
    }
    return {
      requirements,
      open,
      end: line.index + line[0].length - (line[1] ?? '').length + body.trimEnd().length,
    };
  });
}

/** `torch[cuda]>=2; python_version…` -> `torch`, `git+https://…/name.git@main` -> `name`. */
const distributionOf = (requirement: string): string =>
  canonical(
    /^git\+/.test(requirement)
      ? requirement
          .replace(/[@#].*$/, '')
          .replace(/\.git$/, '')
          .replace(/^.*\//, '')
      : requirement.replace(/\s*[<>=!~;@].*$/, ''),
  );

/** Requirements of the notebook's install lines with what they bring along, canonical names. */
export function installedBy(cells: readonly Pick<CheckedCell, 'source'>[]): Set<string> {
  const names = new Set<string>();
  for (const cell of cells) {
    for (const { requirements } of installLines(cell.source)) {
      for (const requirement of requirements) {
        names.add(distributionOf(requirement));
        for (const extra of /\[([^\]]+)\]/.exec(requirement)?.[1]?.split(',') ?? [])
          names.add(canonical(extra.trim()));
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
