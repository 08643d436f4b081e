import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of somebody else: it keeps what it is asked, and answers each time the same. */
export interface Recorder {
  readonly url: string;
  readonly requests: readonly { readonly url: string; readonly authorization: string | null }[];
  close(): Promise<void>;
}

export async function startRecorder(status: number, answer: unknown): Promise<Recorder> {
  const requests: Recorder['requests'][number][] = [];
  const server = createServer(({ url = '', headers, method }, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (method !== 'OPTIONS') requests.push({ url, authorization: headers.authorization ?? null });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // SAFETY: a listening TCP server.
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
