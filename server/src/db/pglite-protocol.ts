/** Messages between the server and the thread PGlite lives in. */
export interface ThreadData {
  readonly directory: string;
}
export type ThreadRequest = { readonly id: number } & (
  | { readonly kind: 'query'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'exec'; readonly text: string }
  | { readonly kind: 'fsyncs' }
  | { readonly kind: 'close' }
);
export type ThreadAnswer =
  | { readonly id: number; readonly rows: readonly object[] }
  | {
      readonly id: number;
      readonly error: {
        readonly message: string;
        readonly code?: string;
        readonly detail?: string;
      };
    };
