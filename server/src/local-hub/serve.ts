import { existsSync, realpathSync, statSync } from 'node:fs';
import { cacheSource, isCache } from './cache.ts';
import { folderSource } from './folders.ts';
import { callerBy } from './guard.ts';
import type { Source } from './repo.ts';
import { startHubServer, type HubServer, type LoggedRequest } from './server.ts';

export interface FoldersOptions {
  /** Folders of models (`<namespace>/<name>/`), or caches of huggingface_hub. */
  readonly folders: readonly string[];
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Access token that callers must show; null: none is needed. */
  readonly token: string | null;
  /** Names besides those of this machine. */
  readonly hosts: readonly string[];
  /** Other machines may read without a token. */
  readonly open: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * `alacard-server hub`: serves models to whatever speaks to the Hub (docs/local-hub.md).
 * @throws an Error with a sentence for whoever started it.
 */
export async function serveFolders(
  options: FoldersOptions,
  onRequest?: (line: LoggedRequest) => void,
): Promise<HubServer & { readonly models: number }> {
  const { folders, host, port, token, hosts, open } = options;
  if (!LOOPBACK.has(host) && token === null && !open) {
    throw new Error(
      `At ${host} other machines reach the models. Give the hub an access token (ALACARD_HUB_TOKEN), or say --open if all who reach it may read them.`,
    );
  }
  if (token !== null && !/^[\x21-\x7e]{8,1000}$/.test(token)) {
    throw new Error('ALACARD_HUB_TOKEN must be 8 to 1,000 letters, digits and signs, no blanks.');
  }
  const sources = folders.map(sourceOf);
  const names =
    LOOPBACK.has(host) || host === '0.0.0.0' || host === '::' ? hosts : [...hosts, host];
  const hub = await startHubServer(
    {
      sources,
      callerOf: callerBy(token),
      membersOnly: token !== null,
      hosts: names.map((name) => name.toLowerCase()),
      pages: 'local',
      host,
      port,
    },
    onRequest,
  );
  return { ...hub, models: new Set(sources.flatMap((source) => source.ids())).size };
}

function sourceOf(folder: string): Source {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`${folder} is no folder. Name folders of models, or HF_HOME/hub.`);
  }
  return isCache(realpathSync(folder)) ? cacheSource(folder) : folderSource(folder);
}
