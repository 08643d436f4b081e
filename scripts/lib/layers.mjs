/**
 * The layers of `npm test`. Each says what it needs (./needs.mjs), prints what
 * it does and gives back how many checks passed and failed. Those marked `beside`
 * need nothing of each other and run at the same time (./beside.mjs), the longest first.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './node.mjs';
import { python } from './python.mjs';

const CLOSING = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/;

/** Of the layer that runs: `say` takes what it prints, `failures` the lines that name what failed. */
export const output = new AsyncLocalStorage();

/** The lines in which a layer names a check that failed: told again below the last one. */
const FAILURE = /^(?:FAIL|FAILED|not ok|\s*●) .*\S/;
const MOST_FAILURES = 60;

/** The exit code of a program; what it prints goes where the layer's output goes. */
function ended(command, args, heard) {
  const { say, failures } = output.getStore();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', say);
    createInterface({ input: stream }).on('line', (line) => {
      if (FAILURE.test(line) && failures.length < MOST_FAILURES) failures.push(line.trim().slice(0, 400));
    });
  }
  // Its output may still come when it has ended; what it left running may hold it open for ever.
  return new Promise((resolve) => {
    child.on('close', resolve);
    child.on('exit', (code) => setTimeout(resolve, 2000, code).unref());
    heard?.(child);
  });
}

/** Run a program with its output shown, and read the line it closes with. */
async function counted(command, args) {
  let tail = '';
  const code = await ended(command, args, (child) => {
    child.stdout.on('data', (data) => {
      tail = (tail + data).slice(-2000);
    });
  });
  const [, passed, failed, skipped] = CLOSING.exec(tail.trimEnd()) ?? [];
  if (passed === undefined) {
    const words = `${command} ${args.join(' ')} did not say how many checks it ran (exit code ${code}).`;
    output.getStore().say(`FAIL ${words}\n`);
    output.getStore().failures.push(words);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const result = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
  if (code !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

const node = (...args) => counted(process.execPath, args);

/** A program that only has an exit code counts as one check. */
async function one(command, args) {
  const code = await ended(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function jest() {
  const report = join(tmpdir(), `alacard-jest-${process.pid}.json`);
  await one(process.execPath, [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    '--silent',
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(report);
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const noBrowser = () =>
  process.env.ALACARD_CHROMIUM || CHROMIUMS.some(existsSync)
    ? null
    : 'no Chromium (install the package chromium, or set ALACARD_CHROMIUM)';

/** The first run is about machines that cannot reach the Hub: elsewhere it would show nothing. */
const hubIsThere = () =>
  lookup('huggingface.co').then(
    () => 'huggingface.co can be reached from here',
    () => null,
  );

const noCards = () =>
  process.env.ALACARD_CARDS ? null : 'no folder of real model cards (set ALACARD_CARDS)';

const noPostgres = () =>
  new Promise((resolve) => {
    const socket = connect(Number(process.env.PGPORT ?? 5432), process.env.PGHOST ?? '127.0.0.1');
    socket.on('connect', () => (socket.destroy(), resolve(null)));
    socket.on('error', () => resolve('no PostgreSQL on 127.0.0.1:5432 (set PGHOST, PGPORT)'));
  });

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';

export const LAYERS = [
  {
    name: 'lint',
    title: 'ESLint, Prettier, circles, unused code, Ruff',
    needs: ['data', 'ruff'],
    beside: 2,
    run: () => node('scripts/lint.mjs'),
  },
  {
    name: 'types',
    title: 'TypeScript, sources and tests',
    needs: ['data'],
    beside: 1,
    run: () => one(npx, ['tsc', '-b']),
  },
  { name: 'unit', title: 'jest', needs: ['data'], beside: 3, run: jest },
  {
    name: 'facts',
    needs: ['jupyter', 'proof'],
    title: 'facts of the shelf are what the installed wheels say',
    run: () => counted(python, ['core/scripts/library-facts.py', '--check']),
  },
  {
    name: 'proof-device',
    needs: ['build', 'jupyter', 'proof'],
    title: 'the stand-in for a graphics card keeps its rules',
    run: () => counted(python, ['proof/device/check.py']),
  },
  {
    name: 'proof-self',
    needs: ['build', 'jupyter', 'proof'],
    title: 'the proof harness can fail',
    run: () => node('proof/selftest.ts'),
  },
  {
    name: 'proof',
    needs: ['build', 'jupyter', 'proof'],
    title: 'generated notebooks run top to bottom',
    run: () => node('proof/run.ts', '--sample'),
  },
  {
    name: 'clients',
    needs: ['build', 'jupyter', 'proof', 'models'],
    title: 'the local hub speaks the protocol of the Python clients',
    run: () => counted(python, ['proof/hub/test_clients.py']),
  },
  {
    name: 'cards',
    needs: ['build', 'jupyter'],
    title: 'a notebook for every real model card',
    missing: noCards,
    run: () => node('core/scripts/corpus-check.ts'),
  },
  {
    name: 'browser',
    needs: ['build', 'jupyter', 'proof', 'models'],
    title: 'the card panel, JupyterLab and Notebook in a browser',
    missing: noBrowser,
    run: () => node('jupyterlab-extension/ui-tests/run.ts'),
  },
  {
    name: 'first-run',
    needs: ['build', 'jupyter', 'proof'],
    title: 'npm start where the Hub cannot be reached: from the table to Trending in a browser',
    missing: async () => noBrowser() ?? (await hubIsThere()),
    run: () => node('scripts/first-run.mjs'),
  },
  {
    name: 'vscode',
    needs: ['build', 'jupyter', 'proof', 'models', 'code-server'],
    title: 'the extension in VS Code’s workbench, in both extension hosts',
    missing: noBrowser,
    run: () => node('--conditions=source', 'vscode-extension/tests/run.ts'),
  },
  {
    name: 'server',
    needs: ['build', 'jupyter', 'schemathesis'],
    title: 'the sharing server on its databases',
    missing: noPostgres,
    run: () => node('--conditions=source', 'server/test/run.ts'),
  },
];
