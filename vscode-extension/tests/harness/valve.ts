import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A gate before the local hub, for tests that cannot see the requests of an
 * extension host: closed (`/__valve/hold`), it lets no request through until it is
 * opened (`/__valve/open`); cut (`/__valve/cut`), it breaks every connection.
 * `/__valve/seen` gives the paths that were asked for since the last time.
 */
export interface Valve {
  readonly url: string;
  close(): Promise<void>;
}

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

export async function startValve(hub: string): Promise<Valve> {
  const target = new URL(hub);
  let state: 'open' | 'hold' | 'cut' = 'open';
  let waiting: (() => void)[] = [];
  let seen: string[] = [];

  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '/';
    const order = /^\/__valve\/(hold|open|cut|seen)$/.exec(path)?.[1];
    if (order === 'seen') {
      response.writeHead(200, CORS).end(JSON.stringify(seen.splice(0)));
      return;
    }
    if (order === 'hold' || order === 'open' || order === 'cut') {
      state = order;
      const held = waiting;
      if (order !== 'hold') waiting = [];
      if (order !== 'hold') for (const go of held) go();
      response.writeHead(200, CORS).end('{}');
      return;
    }
    seen = [...seen, path];
    const pass = (): void => {
      if (state === 'cut') {
        incoming.socket.destroy();
        return;
      }
      const onward = ask(
        {
          host: target.hostname,
          port: target.port,
          path,
          method: incoming.method,
          headers: incoming.headers,
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => incoming.socket.destroy());
      response.on('close', () => onward.destroy());
      incoming.pipe(onward);
    };
    if (state === 'hold') waiting.push(pass);
    else pass();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // SAFETY: a listening TCP server.
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
