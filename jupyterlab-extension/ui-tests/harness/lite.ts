import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { output } from './venv.ts';
import { builder, buildWheel } from './wheel.ts';

export interface Lite {
  /** Address of its lab. */
  readonly url: string;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** A JupyterLite with our wheel: a folder of files that any web server can give out. */
export async function startLite(settings: Readonly<Record<string, unknown>>): Promise<Lite> {
  const wheel = buildWheel();
  const site = join(wheel.folder, 'site');
  const config = join(wheel.folder, 'lite/jupyter_lite_config.json');
  mkdirSync(dirname(config));
  writeFileSync(
    config,
    JSON.stringify({
      LiteBuildConfig: {
        federated_extensions: [wheel.path],
        output_dir: site,
        cache_dir: join(wheel.folder, 'cache'),
        apps: ['lab'],
        no_sourcemaps: true,
      },
    }),
  );
  output(builder(), ['-m', 'jupyterlite_core.app', 'build', '--lite-dir', dirname(config)]);
  configure(join(site, 'jupyter-lite.json'), settings);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://page');
    const path = normalize(decodeURIComponent(pathname)).replace(/\/$/, '/index.html');
    try {
      const body = readFileSync(join(site, path));
      response.writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // SAFETY: a listening TCP server.
  return {
    url: `http://127.0.0.1:${port}/lab/index.html`,
    close: () => {
      server.close();
      server.closeAllConnections();
      wheel.remove();
    },
  };
}

/** What `overrides.json` does for a site that is built once for a Hub that is known then. */
function configure(file: string, settings: Readonly<Record<string, unknown>>): void {
  // SAFETY: a file the build has just written.
  const json = JSON.parse(readFileSync(file, 'utf8')) as { 'jupyter-config-data': object };
  json['jupyter-config-data'] = {
    ...json['jupyter-config-data'],
    exposeAppInBrowser: true,
    settingsOverrides: { '@alacard/jupyterlab-extension:plugin': settings },
  };
  writeFileSync(file, JSON.stringify(json));
}
