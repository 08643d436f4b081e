import { createHash } from 'node:crypto';
import {
  startHubServer,
  type HubServer,
  type LoggedRequest,
} from '../../server/src/local-hub/server.ts';
import { folderSource } from '../../server/src/local-hub/folders.ts';
import type { Behaviours } from '../../server/src/local-hub/behaviour.ts';
import type { Popularity, Source } from '../../server/src/local-hub/repo.ts';
import type { Caller } from '../../server/src/local-hub/reply.ts';
import { cardSource } from './cards.ts';
import { behavioursIn } from './sidecar.ts';

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

export interface LocalHub extends HubServer {
  /** Every request so far, oldest first. */
  readonly requests: readonly LoggedRequest[];
}

/** Tokens beginning with `hf_good` may read everything, those with `hf_invalid` are nobody's. */
const callerOf = (token: string | null): Caller =>
  token === null
    ? 'anonymous'
    : token.startsWith('hf_invalid')
      ? 'refused'
      : token.startsWith('hf_good')
        ? 'granted'
        : 'known';

/** Steady, spread-out numbers, so that sorting has something to sort. */
const popularityOf = (id: string): Popularity => {
  const seed = createHash('sha1').update(`popularity ${id}`).digest().readUInt32LE(0) / 2 ** 32;
  const downloads = Math.floor(10 ** (1 + 6 * seed));
  return { downloads, likes: Math.floor(downloads / 997), trendingScore: Math.floor(100 * seed) };
};

const withPopularity = (source: Source): Source => ({
  ids: () => source.ids(),
  open: (id, revision) => {
    const opened = source.open(id, revision);
    return opened && { ...opened, guesses: { ...opened.guesses, popularity: popularityOf(id) } };
  },
});

/** The product's local hub with what tests need: gated, missing, slow and renamed models, and real cards. */
export const startLocalHub = async (options: LocalHubOptions): Promise<LocalHub> => {
  const roots = options.roots ?? [];
  const behaviours = (): Behaviours =>
    Object.assign({}, ...roots.map(behavioursIn), options.behaviours) as Behaviours;
  behaviours(); // A sidecar that is not valid ends the start, not a request.
  const sources = roots.map(folderSource);
  const requests: LoggedRequest[] = [];
  const hub = await startHubServer(
    {
      sources: [
        ...sources,
        ...(options.cards === undefined ? [] : [cardSource(options.cards, roots)]),
      ].map(withPopularity),
      behaviours,
      callerOf,
      pages: 'any',
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
    },
    (line) => requests.push(line),
  );
  return { ...hub, requests };
};
