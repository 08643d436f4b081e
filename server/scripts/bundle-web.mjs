/**
 * What runs in browsers: `web/` with the card panel into dist/web, split so that
 * Ruff's 11 MB of WebAssembly come only when a notebook is made. Everything is
 * compressed here, once.
 */
import { build } from 'esbuild';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'dist', 'web');

export async function bundleWeb() {
  fs.rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { home: 'web/home.ts' },
    outdir: out,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    conditions: ['source'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'silent' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const wasm = '@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm';
  // As core finds it: the package is core's.
  const { resolve } = createRequire(path.join(root, '../core/package.json'));
  fs.copyFileSync(resolve(wasm), path.join(out, 'ruff.wasm'));
  for (const name of fs.readdirSync(out)) {
    const file = path.join(out, name);
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(fs.readFileSync(file), { level: 9 }));
    fs.rmSync(file);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundleWeb();
