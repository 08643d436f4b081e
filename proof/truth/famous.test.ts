import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFamous } from './famous.ts';

describe('the list of well-known models', () => {
  const all = readFamous();

  it('holds about 150 of every kind, and says what must be true of each', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(({ group }) => group)).size).toBeGreaterThanOrEqual(10);
    expect(all.filter(({ must }) => must.length === 0)).toEqual([]);
  });

  it('names sounds that are there', () => {
    const sounds = all.flatMap(({ must }) =>
      must.flatMap(({ give }) => give.flatMap((one) => ('sound' in one ? one.sound : []))),
    );
    expect(sounds.length).toBeGreaterThan(0);
    const folder = join(import.meta.dirname, 'labelled', 'spoken');
    expect(sounds.filter((name) => !existsSync(join(folder, `${name}.ogg`)))).toEqual([]);
  });

  it.each([
    [
      'twice',
      'must: [{ give: [{ text: a }], see: b }]\nmodels: [{ id: a/b, level: beginner }, { id: a/b, level: advanced }]',
    ],
    ['nothing is expected', 'must: []\nmodels: [{ id: a/b, level: beginner }]'],
    [
      'must be a pattern',
      'must: [{ give: [{ text: a }], see: "(" }]\nmodels: [{ id: a/b, level: beginner }]',
    ],
  ])('is refused when wrong: %s', (words, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'alacard-famous-'));
    try {
      writeFileSync(join(folder, 'a.yaml'), text);
      expect(() => readFamous(folder)).toThrow(words);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
