import { describe, expect, it } from '@jest/globals';
import { connect } from './connect.ts';
import { isAbort, type Message, type Port } from './messages.ts';
import { HOST_METHODS, type PanelHost } from './methods.ts';
import { servePanel } from './serve.ts';

/** Two ports that carry JSON only, as a webview does. */
function wire(): [Port, Port, unknown[]] {
  const log: unknown[] = [];
  const ends = [new Set<(message: unknown) => void>(), new Set<(message: unknown) => void>()];
  const port = (own: number): Port => ({
    post: (message: Message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      log.push(copy);
      queueMicrotask(() => ends[1 - own]?.forEach((handler) => handler(copy)));
    },
    listen: (handler) => {
      ends[own]?.add(handler);
      return () => ends[own]?.delete(handler);
    },
  });
  return [port(0), port(1), log];
}

const host: PanelHost = {
  hello: async () => ({
    editor: 'Test',
    targets: [{ id: 'new', label: 'A new notebook', blocked: null }],
    tasks: [],
    licences: [],
    state: null,
  }),
  deal: async () => ({ hand: { difficulty: 'beginner' }, faces: [], findings: [] }),
  show: async () => Promise.reject(new Error('The deck is missing.')),
  cards: async () => [],
  prompts: async ({ hand }) => [hand.difficulty ?? 'none'],
  searchModels: async () => ({ models: [], source: 'deck', notice: null }),
  generate: (_, call) =>
    new Promise((_resolve, reject) => {
      call?.onProgress?.({ step: 'fetch', text: 'Fetching …' });
      call?.signal?.addEventListener('abort', () => reject(new DOMException('x', 'AbortError')));
    }),
  follow: async () => undefined,
  connections: async () => [],
  save: async () => undefined,
};

describe('the panel and its host over a port', () => {
  it('carries calls and results both ways', async () => {
    const [a, b] = wire();
    servePanel(b, HOST_METHODS, host);
    const { methods } = connect(a, HOST_METHODS);
    expect((await methods.hello()).editor).toBe('Test');
    expect(await methods.prompts({ hand: { difficulty: 'advanced' } })).toEqual(['advanced']);
    await expect(methods.follow({ id: 'x' })).resolves.toBeUndefined();
  });

  it('turns errors of the host into errors of the call', async () => {
    const [a, b] = wire();
    servePanel(b, HOST_METHODS, host);
    const { methods } = connect(a, HOST_METHODS);
    await expect(methods.show({ hand: {} })).rejects.toThrow('The deck is missing.');
  });

  it('reports progress and really cancels', async () => {
    const [a, b, log] = wire();
    servePanel(b, HOST_METHODS, host);
    const { methods } = connect(a, HOST_METHODS);
    const controller = new AbortController();
    const steps: string[] = [];
    const call = methods.generate(
      { hand: {}, target: 'new', remixOf: null },
      {
        signal: controller.signal,
        onProgress: ({ text }) => {
          steps.push(text);
          controller.abort();
        },
      },
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(isAbort(error)).toBe(true);
    expect(steps).toEqual(['Fetching …']);
    expect(log).toContainEqual({ alacard: 1, kind: 'cancel', id: 1 });
  });

  it('refuses parameters, methods and results that do not fit', async () => {
    const [a, b] = wire();
    const lying: PanelHost = {
      ...host,
      // A host of another version: its answer must not reach the panel.
      hello: async () => Object.assign(await host.hello(), { tasks: 'many' }),
    };
    servePanel(b, HOST_METHODS, lying);
    const { methods } = connect(a, HOST_METHODS);
    await expect(methods.hello()).rejects.toThrow();
    const answer = new Promise((resolve) => a.listen(resolve));
    a.post({ alacard: 1, kind: 'request', id: 99, method: 'constructor' });
    expect(await answer).toMatchObject({
      kind: 'failure',
      message: expect.stringMatching(/method/),
    });
    const second = new Promise((resolve) => a.listen(resolve));
    a.post({ alacard: 1, kind: 'request', id: 100, method: 'follow', params: { id: 7 } });
    expect(await second).toMatchObject({ kind: 'failure', id: 100 });
  });

  it('ignores what is not addressed to it', async () => {
    const [a, b, log] = wire();
    servePanel(b, HOST_METHODS, host);
    for (const noise of [null, 'hi', { kind: 'request' }, { alacard: 2, kind: 'cancel', id: 1 }]) {
      // SAFETY: the test sends what a stranger might.
      a.post(noise as unknown as Message);
    }
    await Promise.resolve();
    expect(log).toHaveLength(4);
  });
});
