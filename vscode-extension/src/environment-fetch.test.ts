import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What a fresh process gets of `url`, and what the proxy was asked. The module reads the variables once. */
let proxy: Server;
let asked: string[] = [];
let proxyUrl = '';

beforeAll(async () => {
  // A proxy is asked for whole addresses, a server for paths.
  proxy = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.end(url.startsWith('http://') ? 'by proxy' : 'straight');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo; // SAFETY: a listening TCP server.
  proxyUrl = `http://127.0.0.1:${String(port)}`;
});
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});

const module = fileURLToPath(new URL('./environment-fetch.node.ts', import.meta.url));

function fetched(url: string, variables: Readonly<Record<string, string>>): Promise<string> {
  asked = [];
  const script = `
    const { environmentFetch } = await import(${JSON.stringify(module)});
    const answer = await environmentFetch(${JSON.stringify(url)});
    process.stdout.write(answer.status + ' ' + await answer.text());`;
  const env = { PATH: process.env['PATH'], ...variables };
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  return new Promise((resolve) => child.once('close', () => resolve(said)));
}

describe('fetch where the editor has none of its own', () => {
  it('goes through the proxy of the environment', async () => {
    const said = await fetched('http://hub.example/api', { HTTP_PROXY: proxyUrl });
    expect(said).toBe('200 by proxy');
    expect(asked).toEqual(['http://hub.example/api']);
  });

  it('goes straight where NO_PROXY says so', async () => {
    const said = await fetched(proxyUrl, {
      HTTP_PROXY: 'http://127.0.0.1:1',
      NO_PROXY: '127.0.0.1',
    });
    expect(said).toBe('200 straight');
    expect(asked).toEqual(['/']);
  });
});
