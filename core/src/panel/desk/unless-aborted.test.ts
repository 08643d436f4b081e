import { describe, expect, it } from '@jest/globals';
import { unlessAborted } from './unless-aborted.ts';

describe('waiting for an answer', () => {
  it('ends with the answer, or with its failure', async () => {
    const { signal } = new AbortController();
    await expect(unlessAborted(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    await expect(unlessAborted(Promise.resolve(2), undefined)).resolves.toBe(2);
  });

  it('ends at once when it is cancelled, however long the answer takes', async () => {
    const cancel = new AbortController();
    const waiting = unlessAborted(new Promise(() => undefined), cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not begin when it was cancelled before', async () => {
    await expect(
      unlessAborted(new Promise(() => undefined), AbortSignal.abort()),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
