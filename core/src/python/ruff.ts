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

export interface PythonLinter {
  /** Syntax errors and undefined names of one module of Python. */
  check(source: string): PythonFinding[];
  /** The same code as Ruff formats it; source that does not parse comes back as it is. */
  format(source: string): string;
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

async function start(source: () => RuffSource | Promise<RuffSource>): Promise<PythonLinter> {
  const [ruff, bytes] = await Promise.all([import('@astral-sh/ruff-wasm-web'), source()]);
  await ruff.default({ module_or_path: bytes });
  const workspace = new ruff.Workspace(
    {
      'target-version': 'py310',
      builtins: KERNEL_NAMES,
      'line-length': 100,
      // Lines of a template that were left out leave calls spread over lines: close them up.
      format: { 'skip-magic-trailing-comma': true },
      // F821 undefined names; the others are errors of the compiler, not of the parser.
      lint: { select: ['F821', 'F701', 'F702', 'F706'] },
    },
    ruff.PositionEncoding.Utf16,
  );
  return {
    format: remember((text) => {
      try {
        return workspace.format(text).trimEnd();
      } catch {
        return text;
      }
    }),
    check: (text) => {
      // SAFETY: `Workspace.check` returns Diagnostic[] (its .d.ts says `any`).
      const diagnostics = workspace.check(text) as Diagnostic[];
      return diagnostics.map((found) => ({
        code: found.code === 'F821' ? 'F821' : 'syntax',
        message: found.message,
        line: found.start_location.row,
        column: found.start_location.column,
      }));
    },
  };
}
