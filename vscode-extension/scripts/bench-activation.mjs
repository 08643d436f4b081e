/**
 * Processor time of loading and activating the extension, in a fresh process
 * each, with a stand-in for the editor that takes every registration. Prints the
 * median of `RUNS`, beside that of an extension that does nothing, from the same
 * run; and what the parts cost that are loaded later. Build first: `npm run build -- --production`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = 15;
const MOST = 100;
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'alacard-bench-'));

const probe = join(folder, 'probe.cjs');
writeFileSync(
  probe,
  `const Module = require('node:module');
const given = { dispose() {}, get() {} };
// What functions of the editor give while activating: registrations and settings.
const any = new Proxy(function () {}, {
  get: (_, key) => (key === 'notebookDocuments' ? [] : key === Symbol.toPrimitive ? () => '' : any),
  apply: () => given,
  construct: () => given,
});
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? any : load(request, ...rest));
const before = process.cpuUsage();
const { activate } = require(process.argv[2]);
activate?.({ subscriptions: [], extensionUri: any, secrets: any });
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1000);
`,
);
const empty = join(folder, 'empty.js');
writeFileSync(empty, 'exports.activate = () => undefined;\n');

const once = (entry) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [probe, entry], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
};
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const FILES = {
  activation: 'dist/extension.js',
  'with the first Python notebook, the language client': 'dist/language-client.js',
  'with the first command or view, the application': 'dist/app.js',
};
const times = Object.fromEntries(['', ...Object.keys(FILES)].map((name) => [name, []]));
for (let run = 0; run < RUNS; run += 1) {
  times[''].push(once(empty));
  for (const [name, file] of Object.entries(FILES)) times[name].push(once(join(root, file)));
}
rmSync(folder, { recursive: true });
const { '': baseline, ...figures } = Object.fromEntries(
  Object.entries(times).map(([name, values]) => [name, median(values)]),
);
for (const [name, figure] of Object.entries(figures))
  console.log(`${name}: ${figure.toFixed(1)} ms of processor time`);
console.log(
  `(an empty extension: ${baseline.toFixed(1)} ms; medians of ${RUNS}; activation at most ${MOST})`,
);
process.exit(figures.activation > MOST ? 1 : 0);
