/** Somebody else who asks for small things, in a thread of their own: what the test itself does must not be counted as waiting. */
import assert from 'node:assert/strict';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { sleep } from './harness.ts';

interface Given {
  readonly url: string;
  readonly paths: readonly string[];
}

/** Milliseconds between two requests. */
const PAUSE = 10;

async function ask({ url, paths }: Given, going: () => boolean): Promise<number> {
  let worst = 0;
  for (let i = 0; going(); i++) {
    const started = performance.now();
    const response = await fetch(`${url}${paths[i % paths.length] ?? ''}`);
    await response.arrayBuffer();
    assert.equal(response.status, 200);
    worst = Math.max(worst, performance.now() - started);
    await sleep(PAUSE);
  }
  return worst;
}

if (!isMainThread) {
  let going = true;
  parentPort?.once('message', () => (going = false));
  // SAFETY: what `slowestOf` below gives.
  parentPort?.postMessage(await ask(workerData as Given, () => going));
}

/** Milliseconds of the slowest of small requests, one after the other, as long as it is `going`. */
export async function slowestOf(
  url: string,
  paths: readonly string[],
  going: () => boolean,
): Promise<number> {
  const given: Given = { url, paths };
  const thread = new Worker(new URL(import.meta.url), { workerData: given });
  const answer = new Promise<number>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  answer.catch(() => undefined);
  while (going()) await sleep(20);
  thread.postMessage('enough');
  return answer;
}
