import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Hub } from '../../hub/client.ts';
import { NO_FACTS } from '../../hub/no-facts.ts';
import { fail, succeed, type HubResult } from '../../hub/result.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { FactsAhead } from './facts-ahead.ts';

/** A Hub that answers when the test says so. */
function hub() {
  const asked: { id: string; aborted: () => boolean; answer: (ok: boolean) => void }[] = [];
  const modelFacts: Hub['modelFacts'] = (id, _revision, { signal } = {}) =>
    new Promise<HubResult<ModelFacts>>((resolve) => {
      asked.push({
        id,
        aborted: () => signal?.aborted ?? false,
        answer: (ok) =>
          resolve(
            ok
              ? succeed({ ...NO_FACTS, id })
              : fail({ kind: 'offline', message: 'No way there.', url: null }),
          ),
      });
    });
  const none = () => Promise.reject(new Error('not asked here'));
  const endpoint = 'https://hub.example';
  const own: Hub = { endpoint, modelFacts, searchModels: none, listModels: none, files: none };
  return { asked, ahead: new FactsAhead(own) };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('facts asked for ahead', () => {
  it('asks about the hand that stays, not about those dealt on the way', () => {
    const { asked, ahead } = hub();
    for (const id of ['a/one', 'a/two', 'a/three']) ahead.foresee(id);
    expect(asked).toEqual([]);
    jest.advanceTimersByTime(1000);
    expect(asked.map(({ id }) => id)).toEqual(['a/three']);
  });

  it('gives what is on its way or there already, and asks again when that is old', async () => {
    const { asked, ahead } = hub();
    ahead.foresee('a/one');
    jest.advanceTimersByTime(1000);
    const waiting = ahead.get('a/one');
    asked[0]?.answer(true);
    expect((await waiting).ok).toBe(true);
    expect((await ahead.get('a/one')).ok).toBe(true);
    expect(asked).toHaveLength(1);
    jest.advanceTimersByTime(10 * 60_000);
    void ahead.get('a/one');
    expect(asked).toHaveLength(2);
  });

  it('tells revisions apart', () => {
    const { asked, ahead } = hub();
    void ahead.get('a/one', 'v1');
    void ahead.get('a/one', 'v2');
    expect(asked).toHaveLength(2);
  });

  it('stops a request that nobody waits for any more, and no other', async () => {
    const { asked, ahead } = hub();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = ahead.get('a/one', undefined, first.signal);
    const two = ahead.get('a/one', undefined, second.signal);
    first.abort();
    await expect(one).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked[0]?.aborted()).toBe(false);
    second.abort();
    await expect(two).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked[0]?.aborted()).toBe(true);
    void ahead.get('a/one');
    expect(asked).toHaveLength(2);
  });

  it('does not keep a failure', async () => {
    const { asked, ahead } = hub();
    ahead.foresee('a/one');
    jest.advanceTimersByTime(1000);
    asked[0]?.answer(false);
    await jest.advanceTimersByTimeAsync(0);
    const again = ahead.get('a/one');
    asked[1]?.answer(true);
    expect((await again).ok).toBe(true);
  });
});
