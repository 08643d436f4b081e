/** The Python virtual environment in .tools/venv. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, tools } from './node.mjs';
import { once, run, step } from './run.mjs';

const windows = process.platform === 'win32';
const venv = join(tools, 'venv');
export const python = join(venv, windows ? 'Scripts/python.exe' : 'bin/python');

/** The pip that comes with Python 3.11 takes more than twice as long to see that nothing is missing. */
const PIP = 'pip==26.3';
const PIP_INSTALL = ['install', '--quiet', '--disable-pip-version-check'];
const pip = (...args) => run(python, ['-m', 'pip', ...PIP_INSTALL, ...args]);

async function createVenv() {
  if (existsSync(python)) return;
  const candidates = windows ? ['python'] : ['python3', 'python'];
  const found = [];
  for (const candidate of candidates) {
    try {
      const said = await run(candidate, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])']);
      const version = said.trim();
      const [major = 0, minor = 0] = version.split('.').map(Number);
      if (major < 3 || (major === 3 && minor < 10)) {
        found.push(`${candidate} is Python ${version}`);
        continue;
      }
      await run(candidate, ['-m', 'venv', venv]);
      return;
    } catch (error) {
      // Not there, or without venv: try the next name.
      if (error.code !== 'ENOENT') found.push(`${candidate} cannot make a virtual environment`);
    }
  }
  throw new Error(
    `Python 3.10 or newer with the module venv is needed (${found.join('; ') || 'no Python was found'}). Install it from https://python.org, or on Debian and Ubuntu with "apt install python3-venv", and start again.`,
  );
}

/** Ruff of the version that generated notebooks are checked with: all that `lint` needs of Python. */
export async function installRuff() {
  const list = readFileSync(join(root, 'proof', 'requirements.txt'), 'utf8');
  const [ruff] = /^ruff==\S+$/m.exec(list) ?? [];
  if (!ruff) throw new Error('proof/requirements.txt names no version of Ruff.');
  await once(
    'ruff',
    [ruff],
    `Installing ${ruff}`,
    async () => {
      await createVenv();
      await pip(ruff);
    },
    python,
  );
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
  const [llama] = /^llama_cpp_python==\S+$/m.exec(readFileSync(list, 'utf8')) ?? [];
  if (!llama) throw new Error('proof/requirements.txt names no version of llama_cpp_python.');
  // llama.cpp is compiled here. What the processor says it can is not always what a virtual machine lets
  // programs use: with AMX its kernels for quantised models end in an illegal instruction.
  const CMAKE_ARGS = process.env.CMAKE_ARGS ?? '-DGGML_NATIVE=OFF';
  // pip keeps what it compiled by version alone; a cache apart holds what was compiled in this way.
  const kept = join(homedir(), '.cache', 'alacard', 'pip', encodeURIComponent(CMAKE_ARGS));
  await once('proof', [readFileSync(list), CMAKE_ARGS], 'Installing the libraries that notebooks use', async () => {
    await pip('torch==2.13.0');
    await run(python, ['-m', 'pip', ...PIP_INSTALL, '--cache-dir', kept, '--no-deps', llama], { env: { CMAKE_ARGS } });
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
