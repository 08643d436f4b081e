import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { minimatch } from 'minimatch';
import { CommandError, EXIT } from './exit.ts';

/** Never looked into: copies, what tools keep, other people's packages. */
const NEVER = [
  '**/.ipynb_checkpoints/**',
  '**/node_modules/**',
  '**/.git/**',
  '**/.venv/**',
  '**/venv/**',
  '**/site-packages/**',
];

const posix = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/**
 * Notebook files named by paths, folders and globs, in order, each once.
 * `exclude`: globs, against the path from the working folder or any part of it.
 */
export function notebookFiles(
  paths: readonly string[],
  exclude: readonly string[],
  cwd = process.cwd(),
): string[] {
  const patterns = exclude.flatMap((one) => {
    const plain = one.replace(/^\.\//, '').replace(/\/$/, '');
    return [plain, `${plain}/**`, `**/${plain}`, `**/${plain}/**`];
  });
  const kept = (file: string): boolean => {
    const path = posix(isAbsolute(file) ? relative(cwd, file) || file : file);
    return ![...NEVER, ...patterns].some((pattern) => minimatch(path, pattern, { dot: true }));
  };
  const found = paths.flatMap((path) => {
    if (path === '-') return ['-'];
    const kind = statSync(path, { throwIfNoEntry: false });
    if (kind?.isFile()) return [path];
    const pattern = kind?.isDirectory() ? `${posix(path).replace(/\/$/, '')}/**/*.ipynb` : path;
    if (!kind && !/[*?[{]/.test(path))
      throw new CommandError(EXIT.usage, `Cannot read ${path}: there is no such file or folder.`);
    return globSync(pattern, { cwd })
      .filter((file) => file.endsWith('.ipynb') && kept(file))
      .sort();
  });
  return [...new Set(found)];
}

/** The text of a file, or of standard input for `-`. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(EXIT.usage, `Cannot read ${file}: ${reason(error)}.`);
  }
}

export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(EXIT.usage, `Cannot write ${file}: ${reason(error)}.`);
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
