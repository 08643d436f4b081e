/**
 * Model facts: what the Hub says about a model at one revision. Built by
 * `hub/client.ts` from the Hub's own JSON, read by everything else.
 */
export interface ModelFacts {
  /** Canonical id (after renames). */
  readonly id: string;
  /** 40-hex commit of the revision the facts are about; empty: not known. */
  readonly sha: string;
  /** Day (ISO 8601) of facts that came with the deck; null: the Hub has just said so. */
  readonly asOf: string | null;
  /** `pipeline_tag` of the Hub, if any. */
  readonly task: string | null;
  /** `library_name` of the Hub, if any. */
  readonly library: string | null;
  readonly tags: readonly string[];
  /** Licence id of the card (`apache-2.0`, `llama3.2`, `other`), lower case. */
  readonly licence: string | null;
  readonly licenceLink: string | null;
  readonly gated: false | 'auto' | 'manual';
  readonly private: boolean;
  readonly disabled: boolean;
  /** Files the Hub's scanners flagged as unsafe or suspicious. */
  readonly unsafeFiles: readonly string[];
  readonly downloads: number;
  readonly likes: number;
  /** Number of parameters, from safetensors or GGUF metadata. */
  readonly parameters: number | null;
  /** Bytes of weights as stored (the files a loader would fetch), where known. */
  readonly weightBytes: number | null;
  readonly modelType: string | null;
  readonly architectures: readonly string[];
  /** Auto class the Hub names (`AutoModelForCausalLM`), if any. */
  readonly autoModel: string | null;
  /** True when the configuration points at Python code in the repository. */
  readonly customCode: boolean;
  /** Method by which the weights are quantised (`bitsandbytes`, `awq`, `mlx`, …): none of them for PyTorch on a processor. */
  readonly quantisation: string | null;
  readonly hasChatTemplate: boolean;
  readonly maskToken: string | null;
  /** Paths of the files at this revision. Empty when unknown. */
  readonly files: readonly string[];
  /** Models this one was made from (adapters, fine-tunes), with their gating where known. */
  readonly baseModels: readonly {
    readonly id: string;
    readonly relation: string | null;
    readonly gated: false | 'auto' | 'manual' | null;
    /** Number of parameters, where the Hub was asked and knows. */
    readonly parameters?: number | null;
    readonly quantisation?: string | null;
    /** 40-hex commit it had when the facts were read, where the Hub was asked. */
    readonly sha?: string | null;
  }[];
  /** Inference providers that list the model; null when the Hub does not say. */
  readonly providers: readonly string[] | null;
  readonly gguf: {
    readonly architecture: string | null;
    readonly contextLength: number | null;
  } | null;
  /** Subset of `config.json` the Hub reports, verbatim JSON. Untrusted. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Parsed front matter as the Hub reports it, verbatim JSON. Untrusted. */
  readonly cardData: Readonly<Record<string, unknown>>;
  /** Widget examples of the card, verbatim JSON. Untrusted. */
  readonly widgetData: readonly unknown[];
  /** Text of README.md at this revision, or null when there is none. Untrusted. */
  readonly cardText: string | null;
}
