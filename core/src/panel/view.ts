import type { z } from 'zod';
import type { CardKey } from '../recipe/schema.ts';
import type { RemixOf } from '../ipynb/marks.ts';
import type {
  CardFace,
  FindingSchema,
  Hand,
  Option,
  Outcome,
  Progress,
  Target,
} from './protocol/faces.ts';

export type PanelFinding = z.infer<typeof FindingSchema>;

/** Where the making of a notebook stands. */
export type GenerateRun =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly steps: readonly Progress[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'finished'; readonly outcome: Outcome };

/** Everything the panel draws, at one moment. */
export interface View {
  readonly editor: string;
  readonly hand: Hand;
  readonly faces: ReadonlyMap<CardKey, CardFace>;
  readonly locked: ReadonlySet<CardKey>;
  /** The shared notebook the hand came from; the next notebook will credit it. */
  readonly remixOf: RemixOf | null;
  readonly findings: readonly PanelFinding[];
  readonly targets: readonly Target[];
  readonly target: string;
  readonly tasks: readonly Option[];
  readonly licences: readonly Option[];
  /** What the table waits for; null when it waits for nothing. */
  readonly waiting: 'start' | 'deal' | 'change' | null;
  /** The card whose picker is open. */
  readonly picking: CardKey | null;
  /** Counts deals; cards of `flying` fly in when it changes. */
  readonly deals: number;
  readonly flying: readonly CardKey[];
  readonly run: GenerateRun;
  /** What went wrong outside of a run, in words. */
  readonly trouble: string | null;
}

export const EMPTY_VIEW: View = {
  editor: '',
  hand: {},
  faces: new Map(),
  locked: new Set(),
  remixOf: null,
  findings: [],
  targets: [],
  target: '',
  tasks: [],
  licences: [],
  waiting: 'start',
  picking: null,
  deals: 0,
  flying: [],
  run: { kind: 'idle' },
  trouble: null,
};
