import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

export const ROOT = resolve(import.meta.dirname, '..', '..');
export const OUT = join(ROOT, 'proof', 'out');
export const MODELS = join(OUT, 'models');

/** The interpreter with the libraries of proof/requirements.txt. */
export const python = (): string => {
  const windows = process.platform === 'win32';
  const path =
    process.env['ALACARD_PYTHON'] ??
    join(ROOT, '.tools', 'venv', windows ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(path)) {
    throw new Error(`There is no Python at ${path}: run "npm test" once, or set ALACARD_PYTHON.`);
  }
  return path;
};

/** Runs a Python program with its output shown; throws when it fails. */
export const runPython = (program: string, ...args: string[]): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(python(), [join(ROOT, program), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', fail);
    child.on('exit', (code) => {
      if (code === 0) done();
      else fail(new Error(`${program} ended with ${String(code)}`));
    });
  });

const SHOWN = [
  'transformers',
  'torch',
  'huggingface_hub',
  'tokenizers',
  'diffusers',
  'sentence-transformers',
  'peft',
  'timm',
  'llama_cpp_python',
  'scikit-learn',
  'skops',
  'stable_baselines3',
  'gradio',
  'streamlit',
  'fastapi',
  'ipykernel',
  'nbclient',
  'numpy',
  'pandas',
  'pillow',
];

const VERSIONS = `
import importlib.metadata, json, platform, sys
versions = {"python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(versions))
`;

/** Versions of everything a notebook met. */
export const versions = async (): Promise<Record<string, string>> => {
  const { stdout } = await promisify(execFile)(python(), ['-c', VERSIONS, ...SHOWN]);
  return {
    ...z.record(z.string(), z.string()).parse(JSON.parse(stdout)),
    node: process.versions.node,
  };
};
