/**
 * `npm run release:dry`: makes what would be published (three npm tarballs, the
 * wheel, the .vsix), looks at each with publint and arethetypeswrong, and installs
 * each into an empty folder, environment and profile. Nothing is published.
 */
import { spawnSync } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root, underNewNode } from './lib/node.mjs';

await underNewNode();
const { publint } = await import('publint');
const { formatMessage } = await import('publint/utils');
const { provide } = await import('./lib/needs.mjs');
const { python } = await import('./lib/python.mjs');

const NPM = ['core', 'server', 'jupyterlab-extension'];
const folder = mkdtempSync(join(tmpdir(), 'alacard-release-'));
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const { version } = read(root, 'lerna.json');

let passed = 0;
let failed = 0;
async function check(name, work) {
  try {
    const said = await work();
    passed += 1;
    console.log(`ok   ${name}${said ? `: ${said}` : ''}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

function output(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (done.error) throw done.error;
  const said = stripVTControlCharacters(`${done.stdout}${done.stderr}`);
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status}\n${said.slice(-2000)}`);
  return done.stdout;
}

function packed(cwd, destination) {
  const said = output(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
    { cwd },
  );
  const [{ filename }] = JSON.parse(said);
  return join(destination, filename);
}

/** The condition `source` is for this repository: its files are not published. */
function withoutSources(manifest) {
  for (const entry of Object.values(manifest.exports ?? {})) {
    if (typeof entry === 'object') delete entry.source;
  }
  return manifest;
}

/** The tarball of a package, as it would be uploaded. */
function tarball(name) {
  const opened = join(folder, 'opened', name);
  mkdirSync(opened, { recursive: true });
  output('tar', ['-xzf', packed(join(root, name), folder), '-C', opened]);
  const manifest = join(opened, 'package/package.json');
  writeFileSync(manifest, `${JSON.stringify(withoutSources(read(manifest)), null, 2)}\n`);
  return packed(join(opened, 'package'), folder);
}

const size = (file) => `${(statSync(file).size / 1e6).toFixed(2)} MB`;

await provide(['build', 'jupyter', 'code-server']);

await check('versions are in step', () => {
  const others = [...NPM, 'vscode-extension', 'proof'].filter(
    (name) => read(root, name, 'package.json').version !== version,
  );
  if (others.length > 0) throw new Error(`not ${version}: ${others.join(', ')}`);
  if (!readFileSync(join(root, 'CHANGELOG.md'), 'utf8').includes(`## ${version}`))
    throw new Error(`CHANGELOG.md has nothing about ${version}`);
  return version;
});

const tarballs = {};
for (const name of NPM) {
  await check(`${name}: packed`, () => {
    tarballs[name] = tarball(name);
    return size(tarballs[name]);
  });
  const opened = join(folder, 'opened', name, 'package');
  await check(`${name}: README, LICENSE, repository, keywords, access`, () => {
    const manifest = read(opened, 'package.json');
    const missing = ['repository', 'keywords', 'publishConfig', 'license', 'engines'].filter(
      (key) => !manifest[key],
    );
    const files = readdirSync(opened);
    missing.push(...['README.md', 'LICENSE'].filter((file) => !files.includes(file)));
    if (missing.length > 0) throw new Error(`without ${missing.join(', ')}`);
  });
  await check(`${name}: source maps hold their sources`, () => {
    const dangling = globSync('**/*.map', { cwd: opened }).filter(
      (file) => !read(opened, file).sourcesContent,
    );
    const named = globSync('{dist,lib}/**/*.js', { cwd: opened }).filter((file) => {
      const [, map] =
        /^\/\/# sourceMappingURL=(\S+\.map)$/m.exec(readFileSync(join(opened, file), 'utf8')) ?? [];
      return map && !globSync(join(opened, file, '..', map)).length;
    });
    if (dangling.length + named.length > 0)
      throw new Error([...dangling, ...named].slice(0, 5).join(', '));
  });
  await check(`${name}: publint`, async () => {
    const buffer = readFileSync(tarballs[name]);
    const { messages, pkg } = await publint({
      pack: {
        tarball: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength),
      },
      strict: true,
    });
    if (messages.length > 0)
      throw new Error(
        messages.map((message) => formatMessage(message, pkg, { color: false })).join('\n     '),
      );
  });
}
for (const name of ['core', 'jupyterlab-extension']) {
  await check(`${name}: arethetypeswrong`, () => {
    output(join(root, 'node_modules/.bin/attw'), [
      tarballs[name],
      '--profile',
      'esm-only',
      '--no-emoji',
      '--no-color',
    ]);
  });
}

const home = join(folder, 'home');
await check('core and server, installed in an empty folder', () => {
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  output(
    'npm',
    [
      'install',
      '--omit=dev',
      '--prefer-offline',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      tarballs.core,
      tarballs.server,
    ],
    { cwd: home },
  );
});
const bin = (name, ...args) => output(join(home, 'node_modules/.bin', name), args, { cwd: home });
await check('alacard deals and generates there', () => {
  const hand = JSON.parse(bin('alacard', 'deal', '--seed', '3', '--json'));
  bin('alacard', 'generate', '--model', hand.model_card.id, '-o', 'made.ipynb');
  return `${read(home, 'made.ipynb').cells.length} cells`;
});
await check('alacard-server names its commands there', () => {
  if (!bin('alacard-server', '--help').includes('seed'))
    throw new Error('not the program that was expected');
});

await check('the wheel, in a fresh environment', () => {
  const dist = join(folder, 'wheel');
  output(
    process.execPath,
    [join(root, 'jupyterlab-extension/scripts/wheel.mjs'), '--wheel-dir', dist],
    { env: { ...process.env, ALACARD_PYTHON: python } },
  );
  const [wheel] = globSync(join(dist, `alacard-${version}-*.whl`));
  if (!wheel) throw new Error(`no wheel of ${version} in ${readdirSync(dist).join(', ')}`);
  const fresh = join(folder, 'environment');
  output(python, ['-m', 'venv', fresh]);
  output(join(fresh, 'bin/python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--no-index',
    wheel,
  ]);
  const [installed] = globSync(
    join(fresh, 'share/jupyter/labextensions/@alacard/jupyterlab-extension/package.json'),
  );
  if (!installed || read(installed).version !== version)
    throw new Error('JupyterLab would not find the extension');
  return size(wheel);
});

await check('the .vsix, in an empty profile', () => {
  output('npm', ['run', '--silent', 'package'], { cwd: join(root, 'vscode-extension') });
  const vsix = join(root, 'vscode-extension', `alacard-vscode-${version}.vsix`);
  const server = join(root, '.tools/code-server');
  const [main] = globSync(join(server, 'node_modules/code-server/lib/vscode/out/server-main.js'));
  if (!main) throw new Error('no workbench to install it into');
  const profile = join(folder, 'profile');
  const where = [
    '--extensions-dir',
    join(profile, 'extensions'),
    '--server-data-dir',
    join(profile, 'data'),
    '--accept-server-license-terms',
  ];
  output(process.execPath, [main, '--install-extension', vsix, ...where]);
  const list = output(process.execPath, [main, '--list-extensions', '--show-versions', ...where]);
  if (!list.includes(`alacard.alacard-vscode@${version}`)) throw new Error(list);
  return size(vsix);
});

rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
