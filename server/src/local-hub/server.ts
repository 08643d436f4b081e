import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviours } from './behaviour.ts';
import { allowPages } from './cors.ts';
import { isOwnHost } from './guard.ts';
import { TooLong } from './model-route.ts';
import { catalogueOf, type Source } from './repo.ts';
import { sendError, type HubCall, type Caller } from './reply.ts';
import { routerOf } from './router.ts';

export interface HubServerOptions {
  readonly sources: readonly Source[];
  /** What is special about repositories, by id. */
  readonly behaviours?: () => Behaviours;
  /** Who a token is of. */
  readonly callerOf: (token: string | null) => Caller;
  /** True: nothing but a sentence is answered to callers without a known token. */
  readonly membersOnly?: boolean;
  /** Names besides those of this machine that the hub answers to. */
  readonly hosts?: readonly string[];
  /** Web pages that may read: those of this machine, or all. */
  readonly pages: 'local' | 'any';
  readonly host?: string;
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

export interface HubServer {
  /** For HF_ENDPOINT. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves repositories as the Hub does, reading only. Nothing is written, here or there. */
export const startHubServer = async (
  options: HubServerOptions,
  onRequest: (line: LoggedRequest) => void = () => undefined,
): Promise<HubServer> => {
  const { host = '127.0.0.1', hosts = [] } = options;
  const catalogue = catalogueOf(options.sources, options.behaviours);
  const router = routerOf(catalogue, options.pageSize ?? 1000);
  const answer = async (call: HubCall): Promise<void> => {
    const { method = 'GET' } = call.request;
    if (!isOwnHost(call.request.headers.host, hosts)) {
      const name = (call.request.headers.host ?? '').slice(0, 100);
      sendError(call, 421, null, `This hub is not called ${name}. Start it with --allow-host.`);
    } else if (!['GET', 'HEAD', 'POST'].includes(method)) {
      sendError(call, 405, null, 'This hub is read-only.', { allow: 'GET, HEAD' });
    } else if (options.membersOnly === true && call.caller !== 'granted') {
      const message = 'This hub wants an access token: set HF_TOKEN to the one its owner gave you.';
      sendError(call, 401, null, message);
    } else await router.route(call);
  };

  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    const call = callOf(request, response, options.callerOf);
    response.on('finish', () => {
      const { method = 'GET', url = '/' } = request;
      onRequest({ method, url, status: response.statusCode, token: call.token });
    });
    if (allowPages(request, response, options.pages)) return;
    answer(call).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof TooLong) sendError(call, 413, null, 'That list is too long.');
      else sendError(call, 500, null, 'This hub could not read that. Its log says why.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo; // SAFETY: a TCP server that listens has an AddressInfo.
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
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

function callOf(
  request: IncomingMessage,
  response: HubCall['response'],
  callerOf: HubServerOptions['callerOf'],
): HubCall {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const token = /^Bearer (.{1,1000})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  return {
    request,
    response,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    token,
    caller: callerOf(token),
    origin: `http://${request.headers.host ?? '127.0.0.1'}`,
  };
}
