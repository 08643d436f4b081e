import type { Diagnostic } from '@astral-sh/ruff-wasm-web';
import { remember } from './remember.ts';

/**
 * Ruff in WebAssembly (11 MB): loaded when something is generated, not before.
 * It is the judge of syntax and of undefined names, in browsers and in Node.
 */
export interface PythonFinding {
  /** F821 is an undefined name. */
  readonly code: 'syntax' | 'F821';
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export type PythonVersion = `3.${number}`;

export interface PythonLinter {
  /**
   * Syntax errors and undefined names of one module of Python, as `python` (default:
   * the oldest that generated notebooks run on) would read it.
   */
  readonly check: (source: string, python?: PythonVersion) => PythonFinding[];
  /** The same code as Ruff formats it; source that does not parse comes back as it is. */
  readonly format: (source: string) => string;
}

/** What generated notebooks run on, and the newest that Ruff knows. */
const OLDEST = '3.10';
export const NEWEST_PYTHON: PythonVersion = '3.14';

/** A version as notebooks write theirs, "3.12.4" -> the one to judge by; null: not Python 3. */
export function pythonVersion(written: string): PythonVersion | null {
  const minor = /^3\.(\d{1,3})(?:\D|$)/.exec(written)?.[1];
  // Ruff knows 3.7 to 3.14: what is older or newer is judged by the nearest.
  return minor === undefined ? null : `3.${Math.min(Math.max(Number(minor), 7), 14)}`;
}

/** Where the WebAssembly comes from: a URL, a response, or its bytes. */
export type RuffSource = URL | Response | ArrayBuffer | Uint8Array<ArrayBuffer>;

/** Names a notebook kernel defines on top of Python's own. */
const KERNEL_NAMES = ['get_ipython', 'display', 'In', 'Out', '_', '__', '___'];

let loading: Promise<PythonLinter> | undefined;

/** Load Ruff once; later calls share the first one's result. */
export function loadRuff(source: () => RuffSource | Promise<RuffSource>): Promise<PythonLinter> {
  loading ??= start(source).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** IPython awaits at the top of a cell; `yield` there is an error for it, too. */
const isError = (found: Diagnostic): boolean =>
  found.code !== 'F704' || !found.message.startsWith('`await`');

async function start(source: () => RuffSource | Promise<RuffSource>): Promise<PythonLinter> {
  const [ruff, bytes] = await Promise.all([import('@astral-sh/ruff-wasm-web'), source()]);
  await ruff.default({ module_or_path: bytes });
  const workspaces = new Map<PythonVersion, InstanceType<typeof ruff.Workspace>>();
  const judgeOf = (python: PythonVersion) => {
    const known = workspaces.get(python);
    if (known) return known;
    const made = new ruff.Workspace(
      {
        'target-version': `py${python.replace('.', '')}`,
        builtins: KERNEL_NAMES,
        'line-length': 100,
        // Lines of a template that were left out leave calls spread over lines: close them up.
        format: { 'skip-magic-trailing-comma': true },
        // F821 undefined names; the others are errors of the compiler, not of the parser.
        lint: { select: ['F821', 'F701', 'F702', 'F704', 'F706'] },
      },
      ruff.PositionEncoding.Utf16,
    );
    workspaces.set(python, made);
    return made;
  };
  const workspace = judgeOf(OLDEST);
  return {
    format: remember((text) => {
      try {
        return workspace.format(text).trimEnd();
      } catch {
        return text;
      }
    }),
    check: (text, python = OLDEST) => {
      // SAFETY: `Workspace.check` returns Diagnostic[] (its .d.ts says `any`).
      const diagnostics = judgeOf(python).check(text) as Diagnostic[];
      return diagnostics.filter(isError).map((found) => ({
        code: found.code === 'F821' ? 'F821' : 'syntax',
        message: found.message,
        line: found.start_location.row,
        column: found.start_location.column,
      }));
    },
  };
}
