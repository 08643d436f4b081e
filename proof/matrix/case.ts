import type {
  DifficultyId,
  InputKind,
  OutputKind,
  Route,
  UiComponentId,
} from '../../core/src/deck/shapes.ts';

/** A model of the proof, with the adapter that the product chose for it. */
export interface ProofModel {
  readonly id: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly adapter: string;
  /** Null when the deck has no such adapter: its notebooks cannot be made. */
  readonly shape: ProofShape | null;
}

/** What a notebook with this adapter must do. */
export interface ProofShape {
  readonly route: Route;
  readonly inputs: readonly { readonly name: string; readonly kind: InputKind }[];
  readonly output: OutputKind;
  readonly components: readonly UiComponentId[];
  /** On a graphics card its notebook computes in half precision. */
  readonly half: boolean;
}

/** One notebook to be made and executed. */
export interface Case {
  readonly model: ProofModel;
  readonly ui: UiComponentId;
  readonly difficulty: DifficultyId;
  readonly topic: string;
  readonly prompts: string;
  /** In bfloat16, as on a graphics card, though it runs on the processor. */
  readonly half?: true;
}

export const caseId = ({ model, ui, difficulty, topic, prompts, half }: Case): string =>
  [model.id.replace('/', '--'), ui, difficulty, topic, prompts, ...(half ? ['half'] : [])].join(
    '.',
  );
