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
const BROUGHT: Readonly<Record<string, string>> = {
  accelerate: 'torch numpy huggingface-hub packaging psutil pyyaml safetensors',
  datasets: 'numpy pandas pyarrow huggingface-hub requests tqdm packaging pyyaml fsspec filelock',
  diffusers: 'huggingface-hub numpy pillow requests safetensors regex filelock',
  evaluate: 'datasets numpy pandas huggingface-hub requests tqdm packaging',
  fastapi: 'pydantic starlette',
  gradio:
    'fastapi huggingface-hub httpx numpy pandas pillow pydantic gradio-client uvicorn jinja2 pyyaml packaging starlette typer',
  'huggingface-hub': 'filelock fsspec httpx packaging pyyaml tqdm typing-extensions',
  librosa: 'numpy scipy scikit-learn joblib soundfile numba',
  matplotlib: 'numpy pillow packaging python-dateutil',
  pandas: 'numpy python-dateutil',
  peft: 'torch transformers accelerate numpy huggingface-hub safetensors psutil pyyaml tqdm packaging',
  'scikit-learn': 'numpy scipy joblib',
  scipy: 'numpy',
  seaborn: 'matplotlib numpy pandas',
  'sentence-transformers':
    'transformers huggingface-hub numpy scikit-learn scipy torch tqdm tokenizers',
  soundfile: 'numpy',
  streamlit:
    'altair numpy pandas pillow pyarrow requests packaging protobuf pydeck starlette uvicorn',
  timm: 'torch torchvision huggingface-hub safetensors pyyaml',
  tokenizers: 'huggingface-hub',
  torch: 'numpy jinja2 filelock fsspec networkx sympy typing-extensions',
  torchaudio: 'torch',
  torchvision: 'torch numpy pillow',
  transformers: 'huggingface-hub numpy packaging pyyaml regex tokenizers safetensors tqdm typer',
  trl: 'accelerate datasets transformers',
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
export const distributionOf = (requirement: string): string =>
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
  // What is added while a set is walked is walked, too: what they bring brings more.
  for (const name of names)
    if (Object.hasOwn(BROUGHT, name))
      for (const more of BROUGHT[name]?.split(' ') ?? []) names.add(more);
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
