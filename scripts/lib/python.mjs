/** The Python virtual environment in .tools/venv. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './node.mjs';
import { once, run, step } from './run.mjs';

const windows = process.platform === 'win32';
export const venv = join(tools, 'venv');
export const python = join(venv, windows ? 'Scripts/python.exe' : 'bin/python');

/** The pip that comes with Python 3.11 takes more than twice as long to see that nothing is missing. */
const PIP = 'pip==26.3';
const pip = (...args) =>
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args]);

async function createVenv() {
  if (existsSync(python)) return;
  const candidates = windows ? ['python'] : ['python3', 'python'];
  for (const candidate of candidates) {
    try {
      await run(candidate, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
      await run(candidate, ['-m', 'venv', venv]);
      return;
    } catch {
      // Not there, or too old: try the next name.
    }
  }
  throw new Error('Python 3.10 or newer with the module venv is needed, and was not found.');
}

/** JupyterLab with a kernel: what `npm start` needs. */
export async function installJupyter() {
  const list = join(root, 'scripts', 'requirements.txt');
  await once(
    'jupyter',
    [PIP, readFileSync(list)],
    'Preparing a Python environment with JupyterLab',
    async () => {
      await createVenv();
      await pip(PIP);
      await pip('-r', list);
    },
    python,
  );
}

/**
 * The libraries that generated notebooks use. torch comes first: with it in
 * place no other package pulls a build with CUDA. timm asks for torchvision,
 * which has no CPU build on PyPI, so it is installed without what it asks for
 * (proof/shims stands in, docs/proof.md says why).
 */
export async function installProof() {
  const list = join(root, 'proof', 'requirements.txt');
  await once('proof', [readFileSync(list)], 'Installing the libraries that notebooks use', async () => {
    await pip('torch==2.13.0');
    await pip('-r', list);
    await pip('--no-deps', 'timm==1.0.31');
  });
}

/** The judge of the sharing server's OpenAPI document, apart from what notebooks use. */
export async function installSchemathesis() {
  const list = join(root, 'server', 'test', 'schemathesis', 'requirements.txt');
  const home = join(tools, 'schemathesis');
  const own = join(home, windows ? 'Scripts/python.exe' : 'bin/python');
  await once(
    'schemathesis',
    [readFileSync(list)],
    'Installing schemathesis',
    async () => {
      await createVenv();
      await run(python, ['-m', 'venv', home]);
      await run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list]);
    },
    own,
  );
}

/** The tiny models of the local hub; nothing to do when they are as the program makes them. */
export const makeModels = () =>
  step('Making the tiny models', () => run(python, ['proof/models/make.py', 'proof/out/models']));
