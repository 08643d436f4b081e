import type { Config } from './config.ts';
import type { HubPassage } from './hub/passage.ts';
import type { Maker } from './maker.ts';
import type { ModelSearch } from './search/index.ts';
import type { TokenCheck } from './people/issuer.ts';
import type { StoreContext } from './store/context.ts';
import type { ContentReader } from './store/read.ts';
import type { Visitors } from './store/visitors.ts';

/** The local owner of a server without accounts. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001';

/** Everything a request handler can use. */
export interface Services {
  readonly config: Config;
  readonly store: StoreContext;
  readonly contents: ContentReader;
  readonly visitors: Visitors;
  readonly maker: Maker;
  readonly search: ModelSearch;
  readonly hub: HubPassage;
  /** null: no accounts. */
  readonly checkToken: TokenCheck | null;
  /** Token of the local owner; null when there is an issuer. */
  readonly ownerToken: string | null;
}
