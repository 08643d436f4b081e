/** Clients in a thread of their own, so that what they cost is not taken from the server's event loop. */
import http from 'node:http';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { rate, type Side } from './measure.ts';

export interface Request {
  readonly address: string;
  /** JSON to post; none: a GET. */
  readonly body?: string;
}
interface Job {
  readonly requests: readonly Request[];
  readonly clients: number;
  readonly seconds: number;
}

if (!isMainThread) {
  const agent = new http.Agent({ keepAlive: true });
  const ask = ({ address, body }: Request): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      http
        .request(
          address,
          body === undefined ? { agent } : { agent, method: 'POST', headers },
          (response) => {
            response.resume();
            response.on('end', () =>
              response.statusCode === 200 || response.statusCode === 201
                ? resolve()
                : reject(new Error(`${address}: ${response.statusCode}`)),
            );
          },
        )
        .on('error', reject)
        .end(body);
    });
  parentPort?.on('message', ({ requests, clients, seconds }: Job) => {
    const pick = (): Request => requests[Math.floor(Math.random() * requests.length)] as Request;
    void rate(clients, seconds, () => ask(pick())).then((measured) =>
      parentPort?.postMessage(measured),
    );
  });
}

export interface HttpClients {
  /** Random ones of these; every answer must be a 200 or 201. */
  ask(requests: readonly Request[]): Side;
  /** GETs of random ones of these addresses. */
  get(paths: readonly string[]): Side;
  stop(): Promise<number>;
}

export function httpClients(): HttpClients {
  const thread = new Worker(new URL(import.meta.url));
  const ask: HttpClients['ask'] = (requests) => (clients, seconds) =>
    new Promise((resolve, reject) => {
      thread.once('error', reject);
      thread.once('message', (measured: number) => {
        thread.off('error', reject);
        resolve(measured);
      });
      thread.postMessage({ requests, clients, seconds } satisfies Job);
    });
  return {
    ask,
    get: (paths) => ask(paths.map((address) => ({ address }))),
    stop: () => thread.terminate(),
  };
}
