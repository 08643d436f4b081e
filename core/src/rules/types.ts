/** A change of text: replace `from`..`to` (offsets into the source) by `text`. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Which calls a rule is about. All that is given must hold. */
export interface CallPattern {
  /** Matched against the callee with imports resolved: `transformers.AutoModel.from_pretrained`. */
  readonly callee: RegExp;
  /** Keyword that must be there. */
  readonly has?: string;
  /** Keywords none of which may be there. */
  readonly lacks?: readonly string[];
  /** Matched against the task of the pipeline that is called, where it is written out. */
  readonly task?: RegExp;
}

/** What a rule looks for. */
export type Match =
  /** `from MODULE import NAME`, or `MODULE.NAME`. */
  | { readonly on: 'name'; readonly module: string; readonly names: RegExp }
  /** An argument `keyword=…` of a call; `value` is matched against its text. */
  | {
      readonly on: 'keyword';
      readonly calls: RegExp;
      readonly keyword: string;
      readonly value?: RegExp;
    }
  /** A positional argument, counted from 0, by its text. */
  | { readonly on: 'argument'; readonly calls: RegExp; readonly at: number; readonly value: RegExp }
  /** A call. */
  | { readonly on: 'call'; readonly calls: CallPattern }
  /** An attribute or method, by its name alone or by what it is read from. */
  | { readonly on: 'attribute'; readonly names: RegExp; readonly of?: RegExp }
  /** The task of a transformers pipeline. */
  | { readonly on: 'task'; readonly tasks: RegExp };

/** What to do about it. Texts are Python, put in place as they stand. */
export type Action =
  /** Nothing correct can be put in its place. */
  | { readonly do: 'refuse' }
  /** Put another name in place of the one matched. */
  | { readonly do: 'rename'; readonly to: string }
  /** Take the argument out, or the whole statement when the rule is about a call. */
  | {
      readonly do: 'drop';
      /** Written after the call, unless the same method follows already. */ readonly append?: string;
    }
  /** Hand the argument to the one call of this method on what the call makes. */
  | { readonly do: 'move'; readonly to: string }
  /** Put another method call in place of the one matched. */
  | { readonly do: 'call'; readonly to: string }
  /** Put another value, or a whole other argument, in place of the one matched. */
  | { readonly do: 'value'; readonly to: string }
  | { readonly do: 'argument'; readonly to: string }
  /** Add an argument to the call. */
  | { readonly do: 'add'; readonly argument: string }
  /** Write this after the call. */
  | { readonly do: 'append'; readonly text: string }
  /** Remove `.method` so that the object itself is called. */
  | { readonly do: 'unwrap' };

/** What rules can ask of a model. */
export interface RuledModel {
  readonly id: string;
  readonly task: string | null;
  readonly modelType: string | null;
  readonly customCode: boolean;
}

/** What must hold of a model; all that is given. */
export interface ModelCondition {
  /** Matched against the Hub's task. */
  readonly tasks?: RegExp;
  /** Matched against the model type and the id, in lower case. */
  readonly names?: RegExp;
  /** Whether the repository brings code of its own. */
  readonly customCode?: boolean;
}

/** One fact about a library: what was, since when it is not, and what stands there now. */
export interface Rule {
  /** Folder and file of the rule: `transformers-torch-dtype`. */
  readonly id: string;
  /** Distribution the fact is about. */
  readonly library: string;
  /** First version in which the old form fails or warns. */
  readonly since: string;
  /** `since` is the version that was looked at, not the one that changed it. */
  readonly seen?: boolean;
  readonly match: Match;
  readonly action: Action;
  /** Holds for such models only; for nobody's code whose model is not known. */
  readonly only?: ModelCondition;
  /** What a `rename` puts there for such models: the first that holds. */
  readonly by?: readonly (ModelCondition & { readonly to: string })[];
  /**
   * Absent: an API that was removed, renamed or changed, so that the code fails. `warns`: it runs,
   * with a warning. `bare-cuda`: it asks for one kind of
   * machine. `preference`: the old form works, at least for some; a generated notebook does
   * without it, and nobody is told so about their own code.
   */
  readonly kind?: 'bare-cuda' | 'preference' | 'warns';
  /** `editors`: said about people's own code only; a generated notebook has another rule for it. */
  readonly audience?: 'editors';
  /** The edit can change what people's code does: it is offered, but never preferred. */
  readonly unsafe?: boolean;
  /** Names the replacement uses; they must be defined where it is put. */
  readonly uses?: readonly string[];
  /** For people: what is wrong with the old form, and what stands there now. */
  readonly message: string;
  /** Where the fact comes from. */
  readonly source: string;
}

/** A place where a rule applies. */
export interface FoundRewrite {
  readonly rule: Rule;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** Absent when nothing can be put there (`refuse`), or names it uses are missing. */
  readonly edits?: readonly Edit[];
}
