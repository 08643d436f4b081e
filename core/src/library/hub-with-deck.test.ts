import { describe, expect, it, jest } from '@jest/globals';
import { DECK } from '../deck/data.ts';
import { createHub } from '../hub/client.ts';
import type { HubFetch } from '../hub/platform.ts';
import { hubWithDeck } from './hub-with-deck.ts';

const CHAT = 'HuggingFaceTB/SmolLM2-135M-Instruct';
const SHA = '0123456789abcdef0123456789abcdef01234567';

const headers = new Headers({ 'content-type': 'application/json' });
const answered = (url: string, status: number, body: unknown) => ({
  status,
  url,
  headers,
  text: () => Promise.resolve(JSON.stringify(body)),
});
const model = (url: string) =>
  url.includes('README.md')
    ? answered(url, 404, {})
    : answered(url, 200, { id: CHAT, sha: SHA, pipeline_tag: 'text-generation' });

const hubOf = (fetch: HubFetch, patience = 4000, endpoint?: string) =>
  hubWithDeck(createHub({ fetch, retry: { tries: 1 }, ...(endpoint ? { endpoint } : {}) }), {
    deck: DECK,
    patience,
  });
const unreachable: HubFetch = () => Promise.reject(new TypeError('fetch failed'));

describe('a Hub with the deck behind it', () => {
  it('knows the curated models without a network, and no others', async () => {
    const known = await hubOf(unreachable).modelFacts(CHAT);
    expect(known).toMatchObject({
      ok: true,
      value: { architectures: ['LlamaForCausalLM'], hasChatTemplate: true, asOf: '2026-11-28' },
    });
    const other = await hubOf(unreachable).modelFacts('somebody/elses');
    expect(other).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });

  it('leaves a revision to the Hub', async () => {
    const answer = await hubOf(unreachable).modelFacts(CHAT, SHA);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });

  it('takes the Hub’s answer where there is one, a refusal too', async () => {
    const there = await hubOf((url) => Promise.resolve(model(url))).modelFacts(CHAT);
    expect(there).toMatchObject({ ok: true, value: { sha: SHA, asOf: null } });
    const gone = await hubOf((url) => Promise.resolve(answered(url, 401, {}))).modelFacts(CHAT);
    expect(gone).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });

  it('stands in for what a mirror lacks', async () => {
    const lacking: HubFetch = (url) => Promise.resolve(answered(url, 401, {}));
    const answer = await hubOf(lacking, 4000, 'http://mirror.example').modelFacts(CHAT);
    expect(answer).toMatchObject({ ok: true, value: { asOf: '2026-11-28' } });
  });

  it('answers before a slow Hub does, and with its answer when that has come', async () => {
    jest.useFakeTimers();
    try {
      const hub = hubOf(async (url) => {
        await new Promise((resolve) => setTimeout(resolve, 9000));
        return model(url);
      }, 1000);
      const first = hub.modelFacts(CHAT);
      await jest.advanceTimersByTimeAsync(1100);
      expect(await first).toMatchObject({ ok: true, value: { asOf: '2026-11-28' } });
      await jest.advanceTimersByTimeAsync(20_000);
      expect(await hub.modelFacts(CHAT)).toMatchObject({ ok: true, value: { asOf: null } });
    } finally {
      jest.useRealTimers();
    }
  });
});
