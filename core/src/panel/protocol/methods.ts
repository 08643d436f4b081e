import { z } from 'zod';
import {
  CardFaceSchema,
  CardKeySchema,
  ConnectionLineSchema,
  HandSchema,
  HelloSchema,
  ModelPageSchema,
  ModelQuerySchema,
  OutcomeSchema,
  PanelStateSchema,
  ParentSchema,
  SpreadSchema,
  TargetSchema,
  type Progress,
} from './faces.ts';

/**
 * The whole conversation between the panel and its host, as data: parameters and
 * result of each method. The interfaces below and the checks at run time
 * (`rpc.ts`) both come from these two tables.
 */
const nothing = z.void();

/** What the panel asks of its host. */
export const HOST_METHODS = {
  /** First call; answers with everything the panel needs to draw. */
  hello: { params: nothing, result: HelloSchema },
  /** Deals cards for the places that `kept` leaves open. */
  deal: { params: z.strictObject({ kept: HandSchema }), result: SpreadSchema },
  /** Faces and findings of a hand; cards that fit nothing are left out of it. */
  show: { params: z.strictObject({ hand: HandSchema }), result: SpreadSchema },
  /** The cards one can choose for a place (models: see `searchModels`). */
  cards: {
    params: z.strictObject({ key: CardKeySchema, search: z.string(), hand: HandSchema }),
    result: z.array(CardFaceSchema),
  },
  /** The prompts of the hand in full, to be edited. */
  prompts: { params: z.strictObject({ hand: HandSchema }), result: z.array(z.string()) },
  searchModels: { params: ModelQuerySchema, result: ModelPageSchema },
  /** Makes the notebook and puts it where `target` says. Reports progress; stops when aborted. */
  generate: {
    params: z.strictObject({ hand: HandSchema, target: z.string(), remixOf: ParentSchema }),
    result: OutcomeSchema,
  },
  /** Where models and shared notebooks come from; with `ask` whether they answer. */
  connections: {
    params: z.strictObject({ ask: z.boolean() }),
    result: z.array(ConnectionLineSchema),
  },
  /** Takes one of the outcome's next steps. */
  follow: { params: z.strictObject({ id: z.string() }), result: nothing },
  save: { params: PanelStateSchema, result: nothing },
} as const satisfies MethodTable;

/** What the host asks of the panel (commands of the editor, a notebook opened or closed). */
export const PANEL_METHODS = {
  deal: { params: nothing, result: nothing },
  /** Opens the picker of one card. */
  pick: { params: z.strictObject({ key: CardKeySchema }), result: nothing },
  /** Puts a hand on the table; `remixOf` says whose it was. */
  lay: { params: z.strictObject({ hand: HandSchema, remixOf: ParentSchema }), result: nothing },
  generate: { params: z.strictObject({ target: z.string().nullable() }), result: nothing },
  targets: { params: z.array(TargetSchema).min(1), result: nothing },
} as const satisfies MethodTable;

export type MethodTable = Readonly<
  Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>
>;

/** What goes with a call beside its parameters. */
export interface Call {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The interface of promises that a table of methods describes. */
export type Methods<T extends MethodTable> = {
  readonly [K in keyof T]: (
    params: z.infer<T[K]['params']>,
    call?: Call,
  ) => Promise<z.infer<T[K]['result']>>;
};

export type PanelHost = Methods<typeof HOST_METHODS>;
export type PanelDriver = Methods<typeof PANEL_METHODS>;
