/** Clients in a thread of their own, so that what they cost is not taken from the server's event loop. */
import http from 'node:http';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { rate, type Side } from './measure.ts';

interface Job {
  readonly paths: readonly string[];
  readonly clients: number;
  readonly seconds: number;
}

if (!isMainThread) {
  const agent = new http.Agent({ keepAlive: true });
  const get = (address: string): Promise<void> =>
    new Promise((resolve, reject) => {
      http
        .get(address, { agent }, (response) => {
          response.resume();
          response.on('end', () =>
            response.statusCode === 200
              ? resolve()
              : reject(new Error(`${address}: ${response.statusCode}`)),
          );
        })
        .on('error', reject);
    });
  parentPort?.on('message', ({ paths, clients, seconds }: Job) => {
    const pick = (): string => paths[Math.floor(Math.random() * paths.length)] ?? '';
    void rate(clients, seconds, () => get(pick())).then((measured) =>
      parentPort?.postMessage(measured),
    );
  });
}

export interface HttpClients {
  /** GETs of random ones of these addresses; every answer must be a 200. */
  get(paths: readonly string[]): Side;
  stop(): Promise<number>;
}

export function httpClients(): HttpClients {
  const thread = new Worker(new URL(import.meta.url));
  return {
    get: (paths) => (clients, seconds) =>
      new Promise((resolve, reject) => {
        thread.once('error', reject);
        thread.once('message', (measured: number) => {
          thread.off('error', reject);
          resolve(measured);
        });
        thread.postMessage({ paths, clients, seconds } satisfies Job);
      }),
    stop: () => thread.terminate(),
  };
}
