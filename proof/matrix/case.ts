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
  /** Its notebook computes on a graphics card where there is one. */
  readonly gpu: boolean;
}

/** One notebook to be made and executed. */
export interface Case {
  readonly model: ProofModel;
  readonly ui: UiComponentId;
  readonly difficulty: DifficultyId;
  readonly topic: string;
  readonly prompts: string;
  /** Executed on the stand-in for a graphics card. */
  readonly gpu?: true;
}

export const caseId = ({ model, ui, difficulty, topic, prompts, gpu }: Case): string =>
  [model.id.replace('/', '--'), ui, difficulty, topic, prompts, ...(gpu ? ['gpu'] : [])].join('.');
