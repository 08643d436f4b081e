import { describe, expect, it } from '@jest/globals';
import type { LookedUp } from './index.ts';
import { KEPT, Questions } from './index.ts';

const yes: LookedUp<string> = { ok: true, value: 'yes' };
const no = (kind: string): LookedUp<string> => ({ ok: false, error: { kind, message: kind } });

/** A hub that answers when told to, and a clock that stands until it is moved. */
function setUp() {
  const asked: string[] = [];
  const stopped: string[] = [];
  const answers = new Map<string, ((answer: LookedUp<string> | Error) => void)[]>();
  const clock = { now: 0 };
  const questions = new Questions<string>(
    (key, signal) =>
      new Promise((resolve, reject) => {
        asked.push(key);
        signal.addEventListener('abort', () => {
          stopped.push(key);
          reject(new Error('stopped'));
        });
        const answer = (one: LookedUp<string> | Error): void => {
          if (one instanceof Error) reject(one);
          else resolve(one);
        };
        answers.set(key, [...(answers.get(key) ?? []), answer]);
      }),
    { until: 0 },
    () => clock.now,
  );
  const answer = (key: string, one: LookedUp<string> | Error): void =>
    answers.get(key)?.shift()?.(one);
  return { asked, stopped, clock, questions, answer };
}

describe('questions to the Hub', () => {
  it('are asked once at a time and once in a while', async () => {
    const { asked, clock, questions, answer } = setUp();
    const both = [questions.about('a'), questions.about('a')];
    answer('a', yes);
    expect(await Promise.all(both)).toEqual([yes, yes]);
    clock.now = KEPT.value - 1;
    expect(await questions.about('a')).toEqual(yes);
    expect(asked).toEqual(['a']);
    clock.now = KEPT.value + 1;
    expect(questions.known('a')).toBeUndefined();
    void questions.about('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('keep a refusal for a shorter time', async () => {
    const { asked, clock, questions, answer } = setUp();
    const first = questions.about('a');
    answer('a', no('not-found'));
    expect(await first).toEqual(no('not-found'));
    clock.now = KEPT.refusal - 1;
    expect(questions.known('a')).toEqual(no('not-found'));
    clock.now = KEPT.refusal + 1;
    void questions.about('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it.each([no('offline'), no('server-error'), no('rate-limited'), new Error('the editor refused')])(
    'stop for a while after %j',
    async (failure) => {
      const { asked, clock, questions, answer } = setUp();
      const first = questions.about('a');
      answer('a', failure);
      expect(await first).toBeNull();
      expect(await questions.about('b')).toBeNull();
      expect(asked).toEqual(['a']);
      clock.now = KEPT.failure + 1;
      void questions.about('b');
      expect(asked).toEqual(['a', 'b']);
    },
  );

  it('are stopped when the last who waits goes away, and not before', async () => {
    const { asked, stopped, questions, answer } = setUp();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = questions.about('a', one.signal);
    const second = questions.about('a', two.signal);
    one.abort();
    expect(await first).toBeNull();
    expect(stopped).toEqual([]);
    two.abort();
    expect(await second).toBeNull();
    expect(stopped).toEqual(['a']);
    // A request that was stopped is no failure of the network: the next one is asked.
    const third = questions.about('a');
    expect(asked).toEqual(['a', 'a']);
    answer('a', yes);
    answer('a', yes);
    expect(await third).toEqual(yes);
    expect(await questions.about('b', AbortSignal.abort())).toBeNull();
    expect(asked).toEqual(['a', 'a']);
  });

  it('can be forgotten', async () => {
    const { asked, questions, answer } = setUp();
    const first = questions.about('a');
    answer('a', no('offline'));
    await first;
    questions.clear();
    void questions.about('a');
    expect(asked).toEqual(['a', 'a']);
  });
});
