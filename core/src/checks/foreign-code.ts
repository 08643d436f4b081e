import type { Finding } from '../findings/finding.ts';
import { aboutNotebook } from '../findings/notebook.ts';
import type { CheckedCell } from '../cells/ipython.ts';

/** What code from a model card must never do in a notebook of ours. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/^[ \t]*[!%](?!\s*(pip3?\s+install|matplotlib)\b)/m, 'runs a shell command or a magic'],
  [
    /\b(?:os\.(?:system|popen|exec\w*|spawn\w*)|subprocess|pty|shutil\.rmtree)\b/,
    'runs another program or deletes files',
  ],
  [/(?<![\w.])(?:eval|exec|compile|__import__)\s*\(/, 'evaluates text as code'],
  [/\btorch\.hub\b|\bpickle\.loads?\b|\bmarshal\b|\bctypes\b/, 'loads code from elsewhere'],
  [/\b(?:urllib|requests|httpx|aiohttp|socket|ftplib)\b/, 'opens connections of its own'],
  [
    /\b(?:globals|locals|vars)\s*\(\s*\)|__builtins__|__subclasses__/,
    'reaches into the interpreter',
  ],
];

export const checkForeignCode = (cells: readonly CheckedCell[]): Finding[] =>
  cells
    .filter((cell) => cell.kind === 'code' && cell.origin === 'model-card')
    .flatMap((cell) =>
      FORBIDDEN.filter(([pattern]) => pattern.test(cell.source)).map(([, does]): Finding => ({
        ...aboutNotebook('foreign-code', { does }),
        cell: cell.id,
      })),
    );
