/** The layers of `npm test`. Each prints what it does and gives back how many checks passed and failed. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCodeServer } from './code-server.mjs';
import { root } from './node.mjs';
import { installSchemathesis, makeModels, python } from './python.mjs';

const CLOSING = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/;

/** Run a program with its output shown, and read the line it closes with. */
function counted(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let tail = '';
    child.stdout.on('data', (data) => {
      process.stdout.write(data);
      tail = (tail + data).slice(-2000);
    });
    child.on('exit', (code) => {
      const [, passed, failed, skipped] = CLOSING.exec(tail.trimEnd()) ?? [];
      if (passed === undefined) {
        console.error(`${command} ${args.join(' ')} did not say how many checks it ran (exit code ${code}).`);
        resolve({ passed: 0, failed: 1, skipped: 0 });
        return;
      }
      const result = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
      if (code !== 0 && result.failed === 0) result.failed = 1;
      resolve(result);
    });
  });
}

const node = (...args) => counted(process.execPath, args);

/** A program that only has an exit code counts as one check. */
function one(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('exit', (code) =>
      resolve({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }),
    );
  });
}

const sum = (results) =>
  results.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }));

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
    title: 'ESLint, Prettier, Ruff',
    run: async () =>
      sum([
        await one(npx, ['eslint', '.']),
        await one(npx, ['prettier', '--check', '--log-level', 'warn', '.']),
        await one(process.execPath, ['scripts/lint-python.mjs']),
      ]),
  },
  { name: 'types', title: 'TypeScript, sources and tests', run: () => one(npx, ['tsc', '-b']) },
  { name: 'unit', title: 'jest', run: jest },
  {
    name: 'proof-device',
    title: 'the stand-in for a graphics card keeps its rules',
    run: () => counted(python, ['proof/device/check.py']),
  },
  { name: 'proof-self', title: 'the proof harness can fail', run: () => node('proof/selftest.ts') },
  { name: 'proof', title: 'generated notebooks run top to bottom', run: () => node('proof/run.ts', '--sample') },
  {
    name: 'clients',
    title: 'the local hub speaks the protocol of the Python clients',
    prepare: makeModels,
    run: () => counted(python, ['proof/hub/test_clients.py']),
  },
  {
    name: 'cards',
    title: 'a notebook for every real model card',
    missing: noCards,
    run: () => node('core/scripts/corpus-check.ts'),
  },
  {
    name: 'browser',
    title: 'the card panel, JupyterLab and Notebook in a browser',
    missing: noBrowser,
    prepare: makeModels,
    run: () => node('jupyterlab-extension/ui-tests/run.ts'),
  },
  {
    name: 'vscode',
    title: 'the extension in VS Code’s workbench, in both extension hosts',
    missing: noBrowser,
    prepare: () => Promise.all([installCodeServer(), makeModels()]),
    run: () => node('--conditions=source', 'vscode-extension/tests/run.ts'),
  },
  {
    name: 'server',
    title: 'the sharing server on its databases',
    missing: noPostgres,
    prepare: installSchemathesis,
    run: () => node('--conditions=source', 'server/test/run.ts'),
  },
];
