import type { Config } from './config.ts';
import type { Leaving } from './http/health.ts';
import type { Fair } from './hub/fair.ts';
import type { HubPassage } from './hub/passage.ts';
import type { Maker } from './maker.ts';
import type { ModelIndex } from './search/index.ts';
import type { TokenCheck } from './people/issuer.ts';
import type { StoreContext } from './store/context.ts';
import type { ContentReader } from './store/read.ts';
import type { Untrusted } from './untrusted/pool.ts';
import type { Visitors } from './store/visitors.ts';

/** Everything a request handler can use. */
export interface Services {
  readonly config: Config;
  readonly store: StoreContext;
  readonly contents: ContentReader;
  readonly visitors: Visitors;
  readonly maker: Maker;
  readonly untrusted: Untrusted;
  readonly search: ModelIndex;
  readonly hub: HubPassage;
  readonly leaving: Leaving;
  readonly fair: Fair;
  /** null: no accounts. */
  readonly checkToken: TokenCheck | null;
  /** Token of the local owner; null when there is an issuer. */
  readonly ownerToken: string | null;
}
