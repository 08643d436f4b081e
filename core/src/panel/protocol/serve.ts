import { isAbort, MessageSchema, type Port } from './messages.ts';
import type { Call, Methods, MethodTable } from './methods.ts';

/**
 * Answers the requests that come through `port` with `methods`. Parameters and
 * results are checked against `table`; what does not fit becomes a failure for
 * the caller, never an exception here. Messages that are not ours are ignored.
 *
 * @returns a function that stops answering and aborts what is under way.
 */
export function servePanel<T extends MethodTable>(
  port: Port,
  table: T,
  methods: Methods<T>,
): () => void {
  const running = new Map<number, AbortController>();

  const answer = async (id: number, name: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const method = Object.hasOwn(table, name) ? table[name] : undefined;
      if (!method) throw new Error(`There is no method "${name}".`);
      // SAFETY: `methods` has one function per key of `table`; its parameters are parsed below.
      const run = methods[name] as (params: unknown, call: Call) => Promise<unknown>;
      const value: unknown = await run.call(methods, method.params.parse(params), {
        signal: controller.signal,
        onProgress: (progress) => port.post({ alacard: 1, kind: 'progress', id, progress }),
      });
      port.post({ alacard: 1, kind: 'result', id, value: method.result.parse(value) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      port.post({ alacard: 1, kind: 'failure', id, message, aborted: isAbort(error) });
    } finally {
      running.delete(id);
    }
  };

  const stop = port.listen((data) => {
    const message = MessageSchema.safeParse(data).data;
    if (message?.kind === 'request') void answer(message.id, message.method, message.params);
    if (message?.kind === 'cancel') running.get(message.id)?.abort();
  });
  return () => {
    stop();
    for (const controller of running.values()) controller.abort();
  };
}
