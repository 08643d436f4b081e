import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolIDs } from '../ids.ts';

/** The file as it is shipped, beside an editor that is a module of the test. */
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alacard-tools-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'register.ts')],
    outfile: join(folder, 'register.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    conditions: ['source'],
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Ids of the tools that are registered in an editor whose module `vscode` is `source`. */
function registered(source: string): string[] {
  const home = mkdtempSync(join(folder, 'host-'));
  const editor = join(home, 'node_modules', 'vscode');
  mkdirSync(editor, { recursive: true });
  writeFileSync(join(editor, 'index.js'), `module.exports = ${source};`);
  copyFileSync(join(folder, 'register.cjs'), join(home, 'register.cjs'));
  return createRequire(import.meta.url)(join(home, 'register.cjs')).registerTools(async () => ({}));
}

describe('tools for language models', () => {
  it('are offered where the editor has them', () => {
    expect(registered('{ lm: { registerTool: (id) => id } }')).toEqual(Object.values(ToolIDs));
  });

  it.each(['{}', '{ lm: undefined }', '{ lm: {} }', '{ lm: { registerTool: null } }'])(
    'are left out where it has none: %s',
    (editor) => {
      expect(registered(editor)).toEqual([]);
    },
  );
});
