import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import { DECK } from '../deck/data.ts';
import { tableTexts } from './table.ts';
import type { SampleSource } from './samples.ts';

const [pack] = DECK.prompts;
const adapterOf = (id: string) => {
  const adapter = DECK.adapters[id];
  if (!adapter) throw new Error(`no adapter ${id}`);
  return adapter;
};
const sourceOf = (topic: SampleSource['topic'], more: Partial<SampleSource> = {}): SampleSource => {
  if (!pack) throw new Error('the deck has no prompt pack');
  return {
    topic,
    pack,
    ownPrompts: null,
    facts: factsOf(),
    language: null,
    languages: DECK.languages,
    ...more,
  };
};

describe('the table of a batch', () => {
  it.each(DECK.topics.map((topic) => [topic.id, topic] as const))(
    'has fifty whole sentences of %s, none twice',
    (_, topic) => {
      const texts = tableTexts(adapterOf('text-classification'), sourceOf(topic), []);
      expect(texts.length).toBeGreaterThanOrEqual(50);
      expect(texts.length).toBeLessThanOrEqual(200);
      expect(new Set(texts).size).toBe(texts.length);
    },
  );

  it('hides one word of each sentence for a model that fills in', () => {
    const [topic] = DECK.topics;
    if (!topic) throw new Error('the deck has no topics');
    const facts = factsOf({ maskToken: '<mask>' });
    const texts = tableTexts(adapterOf('fill-mask'), sourceOf(topic, { facts }), []);
    expect(texts.length).toBeGreaterThanOrEqual(50);
    expect(texts.filter((text) => text.split('<mask>').length !== 2)).toEqual([]);
  });

  it("keeps to the user's own prompts and to the language that the model reads", () => {
    const [topic] = DECK.topics;
    const [language] = DECK.languages;
    if (!topic || !language) throw new Error('the deck is empty');
    const classifier = adapterOf('text-classification');
    expect(tableTexts(classifier, sourceOf(topic, { ownPrompts: ['mine'] }), ['few'])).toEqual([
      'mine',
    ]);
    expect(tableTexts(classifier, sourceOf(topic, { language }), [])).toEqual([
      ...new Set(language.texts),
    ]);
  });
});
