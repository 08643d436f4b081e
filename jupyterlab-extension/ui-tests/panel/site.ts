import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { THEMES } from './themes.ts';

const require = createRequire(import.meta.url);

export interface Site {
  /** Address of the panel in a theme, asking the Hub at `hub`. */
  url(theme: keyof typeof THEMES, hub: string): string;
  close(): void;
}

/** Serves the bundled test page on a free port. */
export async function startSite(): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2024',
    write: false,
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const wasm = readFileSync(require.resolve('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm'));
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type }).end(body);
    };
    if (pathname === '/page.js') send('text/javascript', script);
    else if (pathname === '/ruff.wasm') send('application/wasm', wasm);
    else if (pathname === '/') {
      const theme = Object.entries(THEMES).find(([name]) => name === searchParams.get('theme'));
      send(
        'text/html',
        `<!doctype html><html lang="en"><title>Alacard</title><style>${theme?.[1] ?? ''}
         html,body{margin:0;height:100%;color-scheme:light dark}</style>
         <body><script type="module" src="/page.js"></script>`,
      );
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // SAFETY: a listening TCP server.
  return {
    url: (theme, hub) => `http://127.0.0.1:${port}/?theme=${theme}&hub=${encodeURIComponent(hub)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
