/**
 * Writes THIRD_PARTY_NOTICES.md: every npm package that a build of ours may contain,
 * with version, licence and copyright line, from what is installed. `--check` only
 * compares. A package without a licence that may be passed on fails.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/node.mjs';

const FILE = join(root, 'THIRD_PARTY_NOTICES.md');
/** SPDX expressions under which a copy may be passed on with its notice. */
const FREE =
  /^\(?(?:MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|PSF-2\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Zlib|PostgreSQL|Bitstream-Vera|OFL-1\.1|MPL-2\.0|W3C-20150513|MIT-0|WTFPL)(?:$|\)| (?:OR|AND) )/;

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
/** Where the manifest only points at a text: the SPDX name of that text. */
const LICENCES = { 'dejavu-fonts-ttf': 'Bitstream-Vera' };
/** JupyterLab lends these at run time; no build of ours holds them. */
const LENT = /^@(?:jupyterlab|jupyter-notebook|lumino|alacard)\//;

/** Where a package finds another one, as Node looks for it. */
function found(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at}${at ? '/' : ''}node_modules/${name}`;
    if (path in packages) return path;
    if (at === '') return undefined;
  }
}

const installed = new Set();
function take(from) {
  for (const name of Object.keys(packages[from].dependencies ?? {})) {
    const path = LENT.test(name) ? undefined : found(name, from);
    if (path === undefined || installed.has(path)) continue;
    installed.add(path);
    take(path);
  }
}
for (const workspace of ['core', 'server', 'jupyterlab-extension', 'vscode-extension'])
  take(workspace);

function copyright(folder) {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying|notice)/i.test(name));
  if (file === undefined) return '';
  const lines = readFileSync(join(folder, file), 'utf8').slice(0, 20_000).split('\n');
  const line = lines.find((one) => /^\W*copyright\b.*\d{4}|^\W*copyright \(c\)/i.test(one)) ?? '';
  return line
    .replace(/[|<>\\]/g, ' ')
    .trim()
    .slice(0, 160);
}

const rows = new Map();
const refused = [];
for (const path of installed) {
  const folder = join(root, path);
  if (!existsSync(join(folder, 'package.json'))) continue;
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const spdx = LICENCES[name] ?? (typeof license === 'string' ? license : (license?.type ?? ''));
  if (!FREE.test(spdx)) refused.push(`${name} ${version}: ${spdx || 'no licence'}`);
  rows.set(`${name} ${version}`, `| ${name} | ${version} | ${spdx} | ${copyright(folder)} |`);
}
if (refused.length > 0) {
  console.error(`May these be passed on? ${refused.join('; ')}`);
  process.exit(1);
}

const text = `# Third-party notices

Alacard is under the MIT licence. Its packages are built from, or depend on, these npm packages, each under its own licence, whose text lies in the package. Libraries that generated notebooks install are not part of Alacard; pictures, sounds and voices of the deck: [docs/credits.md](docs/credits.md).

<!-- written by npm run third-party -->

| package | version | licence | copyright |
| --- | --- | --- | --- |
${[...rows.entries()]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, row]) => row)
  .join('\n')}
`;
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
  console.log(`${rows.size} packages`);
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
  console.error('THIRD_PARTY_NOTICES.md is not what is installed. Run: npm run third-party');
  process.exit(1);
}
