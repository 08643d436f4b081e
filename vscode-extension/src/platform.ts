/** The part of `fetch` that the Hub client and the sharing client need. */
export type EditorFetch = (
  url: string,
  init?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly redirect?: 'follow' | 'manual';
    readonly signal?: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

/** What differs between the editor on a machine and the editor in a browser. */
export interface Platform {
  /** Carries the person's proxy and certificates. */
  readonly fetch: EditorFetch;
  /** `HF_TOKEN` of the environment; null where there is none. */
  readonly environmentToken: () => string | null;
  /** Bytes of memory of the machine that extensions run on; null when nobody knows. */
  readonly machineMemory: number | null;
}
