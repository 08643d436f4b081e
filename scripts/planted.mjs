/**
 * Shows that the fast gate can fail: plants one fault after another into a copy
 * of the repository's last commit, and runs the check that must find it. Closes
 * with `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './lib/node.mjs';

const copy = join(mkdtempSync(join(tmpdir(), 'alacard-planted-')), 'repository');
const git = (...args) => {
  const run = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`git ${args.join(' ')}: ${run.stderr}`);
};
const read = (file) => readFileSync(join(copy, file), 'utf8');
const write = (file, text) => writeFileSync(join(copy, file), text);
const replace = (file, from, to) => {
  const text = read(file);
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  write(file, text.replace(from, to));
};
/** The first file of a pattern that holds a text. */
const fileWith = (pattern, text) => {
  const found = globSync(pattern, { cwd: copy })
    .sort()
    .find((file) => read(file).includes(text));
  if (!found) throw new Error(`nothing in ${pattern} holds ${text}`);
  return found;
};
const TASKS = 'core/{templates,libraries/*}/tasks/*.py';

const FAULTS = [
  {
    name: 'a misspelt flag in a template',
    plant: () => replace(fileWith(TASKS, '#| if beginner'), '#| if beginner', '#| if beginer'),
    check: ['core/scripts/bundle-data.ts'],
    says: /beginer/,
  },
  {
    name: 'an adapter that no model can reach',
    plant: () => {
      const file = fileWith(TASKS, 'id: fill-mask\n');
      const text = read(file).replace('id: fill-mask\n', 'id: fill-mask-twice\n');
      write(join(dirname(file), 'fill-mask-twice.py'), text);
    },
    check: ['core/scripts/bundle-data.ts'],
    says: /fill-mask-twice/,
  },
  {
    name: 'a demo that overwrites a name of the notebook it stands in',
    plant: () =>
      replace('core/templates/ui/gradio.py', '# %% ui ui\n', '# %% ui ui\nlabels = {}\n'),
    check: ['core/scripts/bundle-data.ts'],
    says: /ui\/gradio\.py binds "labels"/,
  },
  {
    name: 'a rule without a case',
    plant: () => {
      const file = fileWith('core/libraries/*/rules/*.yaml', '\ncases:');
      write(file, read(file).replace(/\ncases:\n(?:[ -].*\n|\n)*/, '\n'));
    },
    check: ['core/scripts/bundle-data.ts'],
    says: /case/,
  },
  {
    name: 'a circle by `import type`',
    plant: () => {
      write(
        'core/src/python/literal.ts',
        `import type { Rename } from './rename.ts';\nexport type Planted = Rename;\n${read('core/src/python/literal.ts')}`,
      );
      write(
        'core/src/python/rename.ts',
        `import type { PythonValue } from './literal.ts';\nexport type Rename = PythonValue;\n${read('core/src/python/rename.ts')}`,
      );
    },
    check: ['scripts/circles.mjs'],
    says: /python\/literal\.ts > python\/rename\.ts|python\/rename\.ts > python\/literal\.ts/,
  },
  {
    name: 'a room that imports a room above it, as a type',
    plant: () =>
      write(
        'core/src/python/literal.ts',
        `import type { Plan } from '../ipynb/plan-types.ts';\nexport type Planted = Plan;\n${read('core/src/python/literal.ts')}`,
      ),
    check: ['node_modules/eslint/bin/eslint.js', 'core/src/python/literal.ts'],
    says: /no-restricted-paths/,
  },
  {
    name: 'an unused dependency',
    plant: () => {
      const manifest = JSON.parse(read('core/package.json'));
      manifest.dependencies['mdast-util-gfm'] = '^3.1.0';
      write('core/package.json', JSON.stringify(manifest, null, 2));
    },
    check: ['node_modules/knip/bin/knip.js', '--no-progress'],
    says: /mdast-util-gfm/,
  },
  {
    name: 'a name that is exported twice',
    plant: () => write('core/src/text/planted.ts', 'export type Recipe = string;\n'),
    check: ['scripts/names.mjs'],
    says: /^Recipe is exported by/m,
  },
  {
    name: 'a promise that nobody waits for',
    plant: () => {
      const file = 'core/src/node/commands/check.ts';
      write(file, `${read(file)}\nexport const planted = () => {\n  checkCommand('', {});\n};\n`);
    },
    check: ['node_modules/eslint/bin/eslint.js', 'core/src/node/commands/check.ts'],
    says: /no-floating-promises/,
  },
  {
    name: 'an export that nobody imports',
    plant: () => write('core/src/text/planted.ts', 'export const planted = 1;\n'),
    check: ['node_modules/knip/bin/knip.js', '--no-progress'],
    says: /planted/,
  },
];

git('worktree', 'add', '--detach', copy, 'HEAD');
let passed = 0;
try {
  for (const folder of ['', 'core', 'jupyterlab-extension', 'vscode-extension', 'server']) {
    const modules = join(root, folder, 'node_modules');
    if (existsSync(modules)) symlinkSync(modules, join(copy, folder, 'node_modules'));
  }
  const run = (args) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  run(['core/scripts/bundle-data.ts']);
  for (const { name, plant, check, says } of FAULTS) {
    const before = run(check);
    plant();
    const { status, stdout, stderr } = run(check);
    const found = before.status === 0 && status !== 0 && says.test(stdout + stderr);
    console.log(`${found ? 'found ' : 'MISSED'} ${name}`);
    if (!found) console.log(`${before.stdout}${before.stderr}---\n${stdout}${stderr}`.slice(-1500));
    if (found) passed += 1;
    spawnSync('git', ['checkout', '-q', '.'], { cwd: copy });
    spawnSync('git', ['clean', '-qfd', 'core'], { cwd: copy });
  }
} finally {
  rmSync(dirname(copy), { recursive: true, force: true });
  git('worktree', 'prune');
}
console.log(`${passed} passed, ${FAULTS.length - passed} failed, 0 skipped`);
process.exit(passed === FAULTS.length ? 0 : 1);
