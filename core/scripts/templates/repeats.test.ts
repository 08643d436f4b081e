import { describe, expect, it } from '@jest/globals';
import { repeats, writtenTemplates } from './repeats.ts';

describe('lines that stand in an earlier template', () => {
  it('are counted in runs, whatever their indentation, cell or header', () => {
    const texts = {
      a: '# ---\n# id: a\n# ---\n# %% hello load\none\ntwo\nthree\nfour\nfive\n',
      b: '# %% explore x\nzero\n    two\n\n    three\n# %% explore y\n    four\n    five\nsix\n',
      c: 'one\ntwo\nthree\n',
    };
    expect(repeats(texts, 4)).toMatchObject({ files: 3, lines: 14, repeated: 4 });
    expect(repeats(texts, 4).worst[0]).toEqual(['b', 4]);
    expect(repeats(texts, 3).repeated).toBe(7);
  });

  // What two templates share belongs into a part (docs/architecture.md, "Parts").
  it('are at most one in twenty', () => {
    const { lines, repeated, worst } = repeats(writtenTemplates(), 4);
    expect(lines).toBeGreaterThan(5000);
    expect({ repeated: repeated / lines <= 0.05, worst: worst.slice(0, 5) }).toEqual({
      repeated: true,
      worst: expect.anything(),
    });
  });
});
