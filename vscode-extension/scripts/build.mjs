/**
 * Bundles the extension into dist/. `--watch` builds again after each change,
 * `--production` minifies (what `npm run package` ships).
 *
 * On a machine the entry is small and loads the application as a second file; a
 * browser's extension host can only load one, in which the application lies
 * unevaluated until it is asked for.
 */
import { build, context } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
const require = createRequire(import.meta.url);

/** Modules that become files of their own on a machine, by the import that loads them. */
const CHUNKS = {
  './open-app.ts': './app.js',
  './environment-fetch.node.ts': './environment-fetch.js',
  './language-client/start.node.ts': './language-client.js',
};

const chunks = {
  name: 'chunks',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/.*\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' && path in CHUNKS ? { path: CHUNKS[path], external: true } : null,
    );
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  conditions: ['source'],
  target: 'es2022',
  minify: production,
  keepNames: false,
  legalComments: 'none',
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  // Ruff's loader only looks at its own address when it is given no bytes; it always is.
  logOverride: { 'empty-import-meta': 'silent' },
  supported: { 'dynamic-import': false },
};
const node = { ...shared, platform: 'node', target: 'node22', plugins: [chunks] };
const browser = {
  ...shared,
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"' },
};

// Extensions and the language server run in workers there, which have no document.
const worker = { ...browser, conditions: ['source', 'worker'] };

const entries = [
  { ...node, entryPoints: ['src/extension.node.ts'], outfile: 'dist/extension.js' },
  { ...node, entryPoints: ['src/open-app.ts'], outfile: 'dist/app.js' },
  {
    ...node,
    entryPoints: ['src/environment-fetch.node.ts'],
    outfile: 'dist/environment-fetch.js',
  },
  { ...worker, entryPoints: ['src/extension.browser.ts'], outfile: 'dist/web.js' },
  { ...browser, entryPoints: ['src/webview/main.ts'], outfile: 'dist/panel.js', format: 'iife' },
  {
    ...node,
    entryPoints: ['src/language-client/start.node.ts'],
    outfile: 'dist/language-client.js',
  },
  {
    ...node,
    entryPoints: ['src/language/server.node.ts'],
    outfile: 'dist/language/server.node.js',
  },
  {
    ...worker,
    format: 'iife',
    entryPoints: ['src/language/server.browser.ts'],
    outfile: 'dist/language/server.browser.js',
  },
];

/** What a bundle must not carry, by parts of the paths of its sources. */
const FORBIDDEN = {
  'dist/extension.js': [/ruff/, /core\/src\/panel/, /core\/src\/deck/, /languageclient/, /undici/],
  'dist/app.js': [/core\/src\/panel\/elements/, /node_modules\/lit/, /languageclient/],
  'dist/web.js': [
    /\.dom\.js$/,
    /core\/src\/panel\/elements/,
    /node_modules\/lit/,
    /core\/src\/node/,
  ],
  'dist/language/server.browser.js': [/\.dom\.js$/],
  'dist/panel.js': [/ruff/, /core\/src\/deck\/data/, /core\/src\/notebook/],
};

function check({ outputs }) {
  for (const [file, { inputs, bytes }] of Object.entries(outputs)) {
    if (file.endsWith('.map')) continue;
    const carried = Object.keys(inputs).find((path) =>
      FORBIDDEN[file]?.some((pattern) => pattern.test(path)),
    );
    if (carried) throw new Error(`${file} carries ${carried}, which it must not.`);
    if (production) console.log(`${file} ${(bytes / 1024).toFixed(0)} kB`);
  }
}

mkdirSync(dist, { recursive: true });
copyFileSync(
  require.resolve('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm'),
  join(dist, 'ruff_wasm_bg.wasm'),
);
if (watch) {
  const checking = {
    name: 'check',
    setup: ({ onEnd }) => onEnd(({ metafile }) => metafile && check(metafile)),
  };
  for (const entry of entries) {
    const plugins = [...(entry.plugins ?? []), checking];
    await (await context({ ...entry, plugins, logLevel: 'info' })).watch();
  }
} else {
  for (const { metafile } of await Promise.all(entries.map((entry) => build(entry))))
    check(metafile);
}
