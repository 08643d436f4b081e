import { describe, expect, it } from '@jest/globals';
import { markOf, runReport } from './run-health.ts';

const mark = { share_id: 'abcdefghjkmn', version: 2 };

describe('what is told about a run', () => {
  it('is nothing before every cell ran', () => {
    expect(
      runReport(mark, [
        { id: 'a', ok: true },
        { id: 'b', ok: null },
      ]),
    ).toBeNull();
    expect(runReport(mark, [])).toBeNull();
  });

  it('is that all went well, or which cell failed, and no more', () => {
    expect(runReport(mark, [{ id: 'a', ok: true }])).toEqual({ ...mark, ok: true });
    expect(
      runReport(mark, [
        { id: 'a', ok: false },
        { id: 'b', ok: null },
      ]),
    ).toEqual({ ...mark, ok: false, failed_cell: 'a' });
  });

  it('leaves out an id that a file made up', () => {
    expect(runReport(mark, [{ id: 'my name is', ok: false }])).toEqual({ ...mark, ok: false });
  });

  it('is only told of notebooks that were shared', () => {
    const shared = {
      ...mark,
      server: 'https://x.example',
      url: 'https://x.example/n/abcdefghjkmn',
    };
    expect(markOf({ metadata: { alacard: { shared } } })).toEqual(shared);
    expect(markOf({ metadata: { alacard: {} } })).toBeNull();
    expect(
      markOf({ metadata: { alacard: { shared: { ...shared, url: 'javascript:1' } } } }),
    ).toBeNull();
  });
});
