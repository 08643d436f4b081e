import { abortError, MessageSchema, type Port } from './messages.ts';
import type { Call, Methods, MethodTable } from './methods.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly call: Call;
}

/**
 * A client for the methods served at the other end of `port`. Results are
 * checked against `table`. Aborting a call's signal rejects it at once and
 * tells the other end to stop.
 */
export function connect<T extends MethodTable>(
  port: Port,
  table: T,
): { methods: Methods<T>; disconnect: () => void } {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  const stop = port.listen((data) => {
    const message = MessageSchema.safeParse(data).data;
    const entry = message && waiting.get(message.id);
    if (!entry) return;
    if (message.kind === 'progress') entry.call.onProgress?.(message.progress);
    if (message.kind === 'result') entry.resolve(message.value);
    if (message.kind === 'failure') {
      entry.reject(message.aborted ? abortError() : new Error(message.message));
    }
  });

  const request = (method: string, params: unknown, call: Call): Promise<unknown> => {
    const id = ++lastId;
    const { signal } = call;
    let onAbort: (() => void) | undefined;
    return new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortError());
        return;
      }
      onAbort = () => {
        port.post({ alacard: 1, kind: 'cancel', id });
        reject(abortError());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, { resolve, reject, call });
      port.post({ alacard: 1, kind: 'request', id, method, params });
    }).finally(() => {
      waiting.delete(id);
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    });
  };

  const entries = Object.entries(table).map(([name, { result }]) => [
    name,
    async (params: unknown, call: Call = {}) => result.parse(await request(name, params, call)),
  ]);
  // SAFETY: one function per key of `table`, whose result was parsed by that key's schema.
  const methods = Object.fromEntries(entries) as Methods<T>;
  return {
    methods,
    disconnect: () => {
      stop();
      for (const { reject } of waiting.values()) reject(abortError());
    },
  };
}
