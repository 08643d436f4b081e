import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DECK } from './data.ts';
import { findCards } from './find.ts';
import { modelCard } from './findable.ts';

const find = (text: string): string[] =>
  findCards(DECK.models, text, modelCard).map(({ id }) => id);

describe('findCards', () => {
  it('forgives a slip in a long word', () => {
    for (const [typed, part] of [
      ['whispr', 'whisper'],
      ['sentimnt', 'sentiment'],
      ['smolm', 'smollm'],
    ] as const) {
      const found = find(typed);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]?.toLowerCase()).toContain(part);
    }
  });

  it('knows tasks by their words, in any order', () => {
    const speech = DECK.models.filter(({ task }) => task === 'automatic-speech-recognition');
    for (const text of ['speech recognition', 'recognition SPEECH', 'automatic-speech-recognition'])
      expect(find(text).sort()).toEqual(speech.map(({ id }) => id).sort());
  });

  it('takes short words as they stand', () => {
    expect(find('bge').every((id) => /bge/i.test(id))).toBe(true);
    expect(find('phi').every((id) => /phi/i.test(id))).toBe(true);
    const ner = find('ner');
    expect(ner[0]).toMatch(/ner/i);
    expect(ner.filter((id) => /gpt2|sam|pythia/i.test(id))).toEqual([]);
    // Names are made of names: who types the middle of one means it.
    expect(find('bert')).toEqual(expect.arrayContaining([expect.stringContaining('distilbert')]));
    expect(find('gpt')).toEqual(expect.arrayContaining([expect.stringContaining('distilgpt2')]));
  });

  it('finds every card by its own id, and everything by nothing', () => {
    for (const { id } of DECK.models) expect(find(id)).toContain(id);
    for (const nothing of ['', '  ', '-', '"/"'])
      expect(find(nothing)).toHaveLength(DECK.models.length);
  });

  it('takes any text, and gives cards it was given, once each', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const found = find(text);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});
