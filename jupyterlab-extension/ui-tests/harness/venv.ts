import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const tools = join(import.meta.dirname, '../../../.tools');

/** What the Python of the repository's environment is; `ALACARD_PYTHON` names another. */
export const python = process.env['ALACARD_PYTHON'] ?? join(tools, 'venv/bin/python');

/** Runs a program to its end and gives what it printed; a failure throws with its output. */
export function output(program: string, args: readonly string[], cwd = tools): string {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    // SAFETY: what a failed child process is reported with.
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/**
 * A virtual environment of its own in `.tools`, for tests that need other
 * packages than the rest. Made once; made anew when the list changes.
 * @returns the path of its Python.
 */
export function environment(name: string, packages: readonly string[]): string {
  const folder = join(tools, name);
  const own = join(folder, 'bin/python');
  const stamp = join(folder, 'alacard-packages.txt');
  const wanted = packages.join('\n');
  if (existsSync(own) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return own;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(tools, { recursive: true });
  console.log(`# preparing .tools/${name} (${packages.join(', ')}) …`);
  output(python, ['-m', 'venv', folder]);
  const quiet = ['--quiet', '--disable-pip-version-check'];
  output(own, ['-m', 'pip', 'install', ...quiet, ...packages]);
  writeFileSync(stamp, wanted);
  return own;
}
