import { createSharing, type Sharing } from '@alacard/core/sharing';
import { readConfig } from '../../../server/src/config.ts';
import { start } from '../../../server/src/start.ts';
import { fakeMaker, ipynbOf } from '../../../server/test/fake-maker.ts';
import { temporaryFolder, value } from '../../../server/test/harness.ts';

export interface SharingServer {
  readonly url: string;
  /** A client without an account. */
  readonly client: Sharing;
  /** Shares a small notebook, as somebody else would; gives its id. */
  publish(title: string, card?: Record<string, unknown>): Promise<string>;
  /** Requests since the last time, such as `POST /api/notebook`. */
  asked(): string[];
  stop(): Promise<void>;
}

export const RECIPE = {
  version: 1 as const,
  model_card: { id: 'tiny/text-cls' },
  prompt_cards: { pack: 'first-steps' },
  topic: { id: 'sourdough' },
  difficulty: 'beginner' as const,
  ui_component: 'completion' as const,
};

/** A real sharing server with an embedded database, asking the Hub at `hub`. */
export async function startSharing(hub: string): Promise<SharingServer> {
  const { dir, remove } = temporaryFolder();
  const config = readConfig(
    { port: '0', dataDir: dir },
    { ALACARD_LOG: 'silent', HF_ENDPOINT: hub, ALACARD_ANONYMOUS_PER_HOUR: '100000' },
  );
  const running = await start(config, fakeMaker());
  let asked: string[] = [];
  running.app.server.on('request', ({ method, url }) => {
    asked = [...asked, `${method} ${url}`];
  });
  const client = createSharing({ fetch, baseUrl: running.url });
  return {
    url: running.url,
    client,
    publish: async (title, card = {}) => {
      const body = {
        title,
        description: `About ${title.toLowerCase()}.`,
        licence: 'CC-BY-4.0' as const,
        task: 'text-classification',
        recipe: { ...RECIPE, ...card },
        ipynb: ipynbOf(),
      };
      return value(await client.call('publish', { body })).share_id;
    },
    asked: () => asked.splice(0),
    stop: async () => {
      await running.stop();
      remove();
    },
  };
}
