import { createSharing, type Sharing, type Shared } from '@alacard/core/sharing';
import { readConfig } from '../src/config.ts';
import { start, type Running } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { temporaryFolder, value } from './harness.ts';
import { ALICE, BOB, OPERATOR, type StandIn } from './issuer.ts';

/** A running server with people, as the suites need it. */
export interface World {
  readonly running: Running;
  readonly url: string;
  readonly anonymous: Sharing;
  readonly alice: Sharing;
  readonly bob: Sharing;
  readonly operator: Sharing;
  readonly tokens: { readonly alice: string; readonly bob: string; readonly operator: string };
  /** A token of anybody at the issuer. */
  mint(sub: string): Promise<string>;
  /** Shares a small public notebook. */
  share(given?: {
    as?: Sharing;
    title?: string;
    ipynb?: string;
    recipe?: ReturnType<typeof recipeOf>;
    is_public?: boolean;
    description?: string;
    task?: string;
  }): Promise<Shared>;
  stop(): Promise<void>;
}

export const SECRET = 's'.repeat(40);
export const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

export async function createWorld(
  standIn: StandIn,
  env: Readonly<Record<string, string>> = {},
): Promise<World> {
  const { dir, remove } = temporaryFolder();
  const config = readConfig(
    { port: '0', dataDir: dir },
    {
      ALACARD_LOG: 'silent',
      ALACARD_ISSUER: standIn.issuer,
      ALACARD_OPERATORS: OPERATOR,
      ALACARD_SECRET: SECRET,
      ALACARD_KEYS: KEYS,
      ALACARD_ANONYMOUS_PER_HOUR: '1000000',
      ALACARD_SIGNED_IN_PER_HOUR: '1000000',
      ALACARD_DRAIN_SECONDS: '0',
      ALACARD_ADDRESS_MB_PER_DAY: '100000',
      ...env,
    },
  );
  const running = await start(config, fakeMaker());
  const as = (token?: string): Sharing =>
    createSharing({ fetch, baseUrl: running.url, ...(token === undefined ? {} : { token }) });
  const tokens = {
    alice: await standIn.mint({ sub: ALICE, name: 'alice' }),
    bob: await standIn.mint({ sub: BOB, name: 'bob' }),
    operator: await standIn.mint({ sub: OPERATOR, name: 'op' }),
  };
  const anonymous = as();
  return {
    running,
    url: running.url,
    anonymous,
    alice: as(tokens.alice),
    bob: as(tokens.bob),
    operator: as(tokens.operator),
    tokens,
    mint: (sub) => standIn.mint({ sub, name: 'somebody' }),
    share: async ({ as: who = anonymous, ipynb = ipynbOf(), title = 'A notebook', ...rest } = {}) =>
      value(
        await who.call('publish', {
          body: { title, ipynb, recipe: recipeOf(), ...rest },
        }),
      ),
    stop: async () => {
      await running.stop();
      remove();
    },
  };
}
