/** How long somebody waits for `alacard-server`: with an empty folder, and again. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../test/pgbouncer.ts';
import { sleep, temporaryFolder } from '../test/harness.ts';
import { median } from './measure.ts';

const BINARY = path.join(import.meta.dirname, '../bin/alacard-server.mjs');

/** Seconds from the start of the program until `/health` answers; then it is stopped. */
async function seconds(dataDir: string): Promise<{ start: number; stop: number }> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [BINARY, '--port', String(port), '--data-dir', dataDir], {
    stdio: 'ignore',
    env: { ...process.env, ALACARD_LOG: 'silent' },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const healthy = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await healthy())) {
    if (child.exitCode !== null) throw new Error(`alacard-server ended with ${child.exitCode}`);
    await sleep(5);
  }
  const answered = performance.now();
  child.kill('SIGTERM');
  await gone;
  return { start: (answered - started) / 1000, stop: (performance.now() - answered) / 1000 };
}

export async function starts(rounds: number): Promise<void> {
  if (!fs.existsSync(path.join(import.meta.dirname, '../dist/main.js')))
    throw new Error('starts: build the server first (npm run build)');
  const first: number[] = [];
  const again: number[] = [];
  const stops: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { dir, remove } = temporaryFolder();
    const data = path.join(dir, 'data');
    const fresh = await seconds(data);
    const second = await seconds(data);
    first.push(fresh.start);
    again.push(second.start);
    stops.push(fresh.stop, second.stop);
    remove();
  }
  console.log(
    `start to /health: first, empty data folder ${median(first).toFixed(2)} s | again ${median(again).toFixed(2)} s | graceful stop ${median(stops).toFixed(2)} s`,
  );
}
