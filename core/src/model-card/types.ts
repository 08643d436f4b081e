/** An example: a piece of Python found in a model card, with where it stood. */
export interface Example {
  /** Position in page order, from 0. */
  readonly index: number;
  /** Python as found, after prompts, diff marks and magics were set apart. */
  readonly source: string;
  /** Heading path above it: ["Usage", "Transformers"]. */
  readonly headings: readonly string[];
  /** Plain text of the paragraph right before it, or "". */
  readonly lead: string;
  readonly form: 'fenced' | 'untagged' | 'indented' | 'diff' | 'doctest' | 'html';
  /** 1-based first line of the code in the card. */
  readonly line: number;
  /** Requirements of `pip install` lines that stood in the block. */
  readonly requirements: readonly string[];
  /** Shell commands and magics other than pip that stood in the block. */
  readonly shell: readonly string[];
  /** Alternative it belongs to: transformers, pytorch, tensorflow, vllm, … */
  readonly engine: string | null;
  /** Indexes of earlier examples whose names it needs, directly or not, in page order. */
  readonly needs: readonly number[];
  /** What the authors show as its output: below it, in comments, between prompts. Untrusted, cut. */
  readonly output: string | null;
}

/** What a card tells about using the model, beside code. */
export interface UsageHints {
  /** Prefix the model expects before texts: "query: ", "summarize: ". */
  readonly prefixes: readonly string[];
  /** Recommended sampling parameters. */
  readonly sampling: Readonly<
    Partial<Record<'temperature' | 'top_p' | 'top_k' | 'min_p' | 'repetition_penalty', number>>
  >;
  readonly trustRemoteCode: boolean;
  /** distribution -> minimum version said in the text. */
  readonly minimumVersions: Readonly<Record<string, string>>;
  /** Requirements of every pip line of the card. */
  readonly requirements: readonly string[];
}

export interface ModelCard {
  /**
   * Parsed YAML front matter without `model-index`, or {} when there is none or
   * it does not parse. Untrusted.
   */
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly examples: readonly Example[];
  readonly hints: UsageHints;
  /** First plain paragraph that describes the model, at most 400 characters, or null. */
  readonly description: string | null;
}
