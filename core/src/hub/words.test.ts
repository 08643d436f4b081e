import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatBytes, formatCount } from './format.ts';
import { licenceNotice } from './licence.ts';
import { LICENCES } from './licences.ts';
import { downloadWords, memoryNeed, memoryWords } from './memory.ts';

const size = (
  parameters: number | null,
  weightBytes: number | null = null,
  quantisation: string | null = null,
  gguf = false,
) => ({
  parameters,
  weightBytes,
  quantisation,
  gguf: gguf ? { architecture: 'llama', contextLength: 4096 } : null,
});

describe('numbers in words', () => {
  it.each([
    [0, '0'],
    [812, '812'],
    [999, '999'],
    [999.6, '1.0 k'],
    [12_345, '12 k'],
    [999_499, '999 k'],
    [999_999, '1.0 M'],
    [494_032_768, '494 M'],
    [7_615_616_512, '7.6 B'],
    [9_960_000_000, '10 B'],
    [1.2e15, '1200 T'],
  ])('%d is %s', (count, words) => {
    expect(formatCount(count)).toBe(words);
  });

  it('bytes are decimal', () => {
    expect(formatBytes(1_976_131_072)).toBe('2.0 GB');
    expect(formatBytes(512)).toBe('512 B');
  });

  it('never read as a thousand of the smaller unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e14, noNaN: true }), (count) => {
        expect(formatCount(count)).not.toMatch(/^1000/);
      }),
    );
  });
});

describe('memory', () => {
  it('is parameters times bytes, and a fifth more to run', () => {
    expect(memoryNeed(size(500e6, 1e9), 'float32')).toEqual({
      weights: 2e9,
      overhead: 4e8,
      total: 2.4e9,
    });
    expect(memoryNeed(size(500e6, 1e9), 'float16')?.weights).toBe(1e9);
    expect(memoryNeed(size(500e6, 1e9), 'stored')?.weights).toBe(1e9);
  });
  it('is what is stored where parameters are unknown or quantised', () => {
    expect(memoryNeed(size(null, 440e6), 'float32')?.weights).toBe(440e6);
    expect(memoryNeed(size(7e9, 5e9, 'gptq'), 'float32')?.weights).toBe(5e9);
  });
  it('of GGUF is guessed for four bits', () => {
    expect(memoryNeed(size(7e9, null, null, true), 'float32')?.weights).toBe(4.2e9);
  });
  it('is null when nobody knows', () => {
    expect(memoryNeed(size(null), 'float32')).toBeNull();
  });
  it.each([
    [
      size(494_032_768, 988e6),
      'It has 494 M parameters: about 2.0 GB of memory in float32, 988 MB in float16.',
    ],
    [size(7e9, 5.7e9, 'gptq'), 'Its weights take 5.7 GB, quantised (gptq).'],
    [
      size(7e9, null, null, true),
      'It has 7.0 B parameters; with weights quantised to 4 bits that is about 4.2 GB of memory.',
    ],
    [size(null, 440e6), 'Its weights take 440 MB.'],
    [size(7e9, null, 'awq'), 'It has 7.0 B parameters.'],
    [size(null), 'The Hub does not say how large this model is.'],
  ])('words: %#', (facts, words) => {
    expect(memoryWords(facts)).toBe(words);
  });
  it.each([
    [size(null), null],
    [size(7e9, 4.1e9, null, true), null],
    [size(1e6, 4e6), 'The first run downloads 4.0 MB: a few seconds at 100 Mbit/s.'],
    [size(67e6, 268e6), 'The first run downloads 268 MB: about 30 seconds at 100 Mbit/s.'],
    [size(7e9, 15.2e9), 'The first run downloads 15 GB: about 20 minutes at 100 Mbit/s.'],
  ])('of the download: %#', (facts, words) => {
    expect(downloadWords(facts)).toBe(words);
  });
});

describe('licences', () => {
  const notice = (licence: string | null, cardData: Record<string, unknown> = {}) =>
    licenceNotice({ id: 'org/name', licence, cardData });

  it.each([
    ['apache-2.0', 'none', false],
    ['cc-by-4.0', 'attribution', false],
    ['gpl-3.0', 'share-alike', false],
    ['cc-by-nc-4.0', 'non-commercial', true],
    ['llama3.2', 'custom-terms', true],
    ['other', 'custom-terms', true],
    ['somebodys-own', 'custom-terms', true],
    ['constructor', 'custom-terms', true],
    ['cc', 'unknown', true],
    ['unknown', 'unknown', true],
    [null, 'unknown', true],
  ] as const)('%s: %s', (licence, terms, restrictive) => {
    const { sentence, ...rest } = notice(licence);
    expect(rest).toMatchObject({ terms, restrictive });
    expect(sentence).toMatch(/^[^\n]{20,240}[.]$/);
    expect(sentence).toContain('org/name');
  });

  it('are called by their own names, when those are names', () => {
    expect(notice('other', { license_name: 'qwen-research' }).name).toBe('qwen-research');
    expect(notice('other', { license_name: '<script>alert(1)</script>' }).name).toBe(
      'a licence of its own',
    );
    expect(notice('other', { license_name: ['x'] }).name).toBe('a licence of its own');
  });

  it('all have a source', () => {
    for (const [id, { name, source }] of Object.entries(LICENCES)) {
      expect([id, source]).toEqual([id, expect.stringMatching(/^https:\/\/\S+$/)]);
      expect(name.length).toBeGreaterThan(2);
      expect(id).toBe(id.toLowerCase());
    }
  });
});
