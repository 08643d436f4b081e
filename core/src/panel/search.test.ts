import { describe, expect, it } from '@jest/globals';
import { Search, type Found } from './search.ts';

interface Asked {
  readonly query: string;
  readonly signal: AbortSignal;
  readonly answer: (result: string) => void;
  readonly fail: (error: Error) => void;
}

function search(): { asked: Asked[]; shown: Found<string>[]; search: Search<string, string> } {
  const asked: Asked[] = [];
  const shown: Found<string>[] = [];
  const instance = new Search<string, string>(
    (query, signal) =>
      new Promise((answer, fail) => {
        asked.push({ query, signal, answer, fail });
      }),
    (found) => shown.push(found),
    5,
  );
  return { asked, shown, search: instance };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 15));

describe('search as you type', () => {
  it('asks once the typing pauses', async () => {
    const { asked, search: s } = search();
    for (const text of ['s', 'sm', 'smo']) s.ask(text);
    await settled();
    expect(asked.map(({ query }) => query)).toEqual(['smo']);
  });

  it('drops the answer to an older question', async () => {
    const { asked, shown, search: s } = search();
    s.ask('old', { atOnce: true });
    await settled();
    s.ask('new', { atOnce: true });
    await settled();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[1]?.answer('new result');
    asked[0]?.answer('old result');
    await settled();
    expect(shown.at(-1)).toEqual({ result: 'new result', searching: false, trouble: null });
  });

  it('keeps the last result on show and says what went wrong', async () => {
    const { asked, shown, search: s } = search();
    s.ask('a', { atOnce: true });
    await settled();
    asked[0]?.answer('first');
    await settled();
    s.ask('b', { atOnce: true });
    expect(shown.at(-1)).toEqual({ result: 'first', searching: true, trouble: null });
    await settled();
    asked[1]?.fail(new Error('No connection.'));
    await settled();
    expect(shown.at(-1)).toEqual({ result: 'first', searching: false, trouble: 'No connection.' });
  });
});
