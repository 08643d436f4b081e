/** Running other programs, with progress that a person can follow. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, tools } from './node.mjs';

/** Run a program; its output is shown only when it fails (or with `show`). */
export function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with code ${code}\n${output.slice(-4000)}`));
    });
  });
}

/** Say what a long step does and how long it took. */
export async function step(title, work) {
  const started = Date.now();
  const line = `${title} …`;
  const spinner =
    process.stdout.isTTY &&
    setInterval(() => {
      process.stdout.write(`\r${line} ${Math.round((Date.now() - started) / 1000)} s`);
    }, 1000);
  process.stdout.write(process.stdout.isTTY ? line : `${line}\n`);
  try {
    return await work();
  } finally {
    if (spinner) clearInterval(spinner);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(process.stdout.isTTY ? `\r${line} ${seconds} s\n` : `  ${title}: ${seconds} s\n`);
  }
}

/** Do `work` unless it was done for the same inputs before and what it makes is still there. */
export async function once(name, inputs, title, work, makes) {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(input).update('\0');
  const wanted = hash.digest('hex');
  const stamp = join(tools, 'stamps', name);
  if ((!makes || existsSync(makes)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step(title, work);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
