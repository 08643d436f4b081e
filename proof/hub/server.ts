import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviours } from './behaviour.ts';
import { cardSource } from './cards.ts';
import { allowPages } from './cors.ts';
import { behavioursIn, folderSource } from './folders.ts';
import { catalogueOf } from './repo.ts';
import { sendError, type Call } from './reply.ts';
import { routerOf } from './router.ts';

export interface LocalHubOptions {
  /** Folders with `<namespace>/<name>/` repositories and perhaps a `_hub.json`. */
  readonly roots?: readonly string[];
  /** Folder of a card corpus (`index.jsonl`): each card is served under its own id. */
  readonly cards?: string;
  /** More behaviours; they win over those of `_hub.json`. */
  readonly behaviours?: Behaviours;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Entries a page of lists and trees, default 1,000 as on the Hub. */
  readonly pageSize?: number;
}

/** One line of the log. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly status: number;
  readonly token: string | null;
}

export interface LocalHub {
  /** For HF_ENDPOINT. */
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Source: `Access-Control-Expose-Headers` of huggingface.co. */
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,RateLimit,RateLimit-Policy';

/** Serves repositories on 127.0.0.1 as the Hub does (reading only). */
export const startLocalHub = async (options: LocalHubOptions): Promise<LocalHub> => {
  const roots = options.roots ?? [];
  const behaviours = (): Behaviours =>
    Object.assign({}, ...roots.map(behavioursIn), options.behaviours);
  behaviours(); // A sidecar that is not valid ends the start, not a request.
  const sources = roots.map(folderSource);
  const catalogue = catalogueOf(
    options.cards === undefined ? sources : [...sources, cardSource(options.cards, roots)],
    behaviours,
  );
  const router = routerOf(catalogue, options.pageSize ?? 1000);
  const requests: LoggedRequest[] = [];

  const server = createServer((request, response) => {
    // Browsers of any origin may read, as on the Hub: editors ask from a page.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', EXPOSED);
    if (request.method === 'OPTIONS') {
      const asked = request.headers['access-control-request-headers'] ?? '*';
      response.writeHead(204, { 'access-control-allow-headers': asked }).end();
      return;
    }
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const call: Call = {
      request,
      response,
      path: mark < 0 ? url : url.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
      token: /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null,
      origin: `http://${request.headers.host ?? '127.0.0.1'}`,
    };
    response.on('finish', () => {
      requests.push({
        method: request.method ?? 'GET',
        url,
        status: response.statusCode,
        token: call.token,
      });
    });
    if (allowPages(request, response)) return;
    router.route(call).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        sendError(
          call,
          500,
          null,
          `local hub: ${error instanceof Error ? error.message : 'fault'}`,
        );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // SAFETY: a TCP server that listens has an AddressInfo.
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
};
