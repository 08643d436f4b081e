import { build } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The tests that run inside an extension host, as one file for every kind of
 * host: `run()` is what VS Code, @vscode/test-electron and code-server call.
 */
export async function bundleHostTests(folder: string): Promise<string> {
  const outfile = join(folder, 'host-tests.js');
  await build({
    entryPoints: [join(import.meta.dirname, '../host/index.ts')],
    outfile,
    bundle: true,
    // No module of Node: the same bundle runs in a web worker.
    platform: 'browser',
    format: 'cjs',
    target: 'es2023',
    external: ['vscode'],
    conditions: ['source'],
    logLevel: 'error',
  });
  return outfile;
}

/** VS Code asks for an extension under development before it runs tests; the one under test is installed. */
export function writeDriver(folder: string): string {
  const driver = join(folder, 'driver');
  mkdirSync(driver, { recursive: true });
  const manifest = {
    name: 'alacard-tests',
    publisher: 'alacard',
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
  };
  writeFileSync(join(driver, 'package.json'), JSON.stringify(manifest));
  return driver;
}
