import { z } from 'zod';
import { ProgressSchema } from './faces.ts';

/** Envelope of every message over a port. `id` is unique per caller. */
const base = { alacard: z.literal(1), id: z.int().nonnegative() };

export const MessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('request'),
    method: z.string(),
    params: z.unknown().optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('cancel') }),
  z.strictObject({ ...base, kind: z.literal('progress'), progress: ProgressSchema }),
  z.strictObject({ ...base, kind: z.literal('result'), value: z.unknown().optional() }),
  z.strictObject({
    ...base,
    kind: z.literal('failure'),
    message: z.string(),
    aborted: z.boolean(),
  }),
]);
export type Message = z.infer<typeof MessageSchema>;

/** Two ends of anything that carries JSON: a webview, an iframe, a worker. */
export interface Port {
  post(message: Message): void;
  /** Returns a function that stops listening. */
  listen(handler: (message: unknown) => void): () => void;
}

/** The error a cancelled call ends with, the same as `fetch` gives. */
export const abortError = (): DOMException => new DOMException('Cancelled.', 'AbortError');

export const isAbort = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
