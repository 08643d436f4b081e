import { beforeAll, describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import {
  baselines,
  claimsByLength,
  copied,
  length,
  otherLanguage,
  readingEase,
  repeated,
  texts,
  unbalanced,
  unfound,
  untidy,
} from '../../test-support/gates.ts';
import { samplesFor } from '../samples/samples.ts';
import { DECK } from './data.ts';
import { labelledItems, loadLabelled, type LabelledItem } from './labelled.ts';
import type { Topic } from './schema.ts';

const LANGUAGES = ['en', ...DECK.languages.map(({ code }) => code)];
const facts = factsOf();
let items: ReadonlyMap<string, readonly LabelledItem[]>;
let measured: ReadonlyMap<string, readonly LabelledItem[]>;
beforeAll(async () => {
  const all = await loadLabelled();
  const of = (topic: Topic, split: 'show' | 'measure') => {
    const found = all.find(({ id }) => id === topic.id);
    return found ? labelledItems(found, topic, split) : [];
  };
  measured = new Map(DECK.topics.map((topic) => [topic.id, of(topic, 'measure')]));
  items = new Map(
    DECK.topics.map((topic) => [topic.id, [...of(topic, 'show'), ...of(topic, 'measure')]]),
  );
});

const itemsOf = (id: string) => items.get(id) ?? [];
/** Short words of tables and labels are not sentences. */
const sentences = (topic: Topic): string[] =>
  texts(topic)
    .filter(
      ([path, text]) => !/^(?:table|document|series)/.test(path) && text.split(' ').length > 4,
    )
    .map(([, text]) => text);

describe.each(DECK.topics.map((topic) => [topic.id, topic] as const))('topic %s', (id, topic) => {
  it('has no empty text, no left-over slot and nothing twice in a list', () => {
    const { blanks, ...rest } = topic;
    expect([...untidy(rest), ...untidy(blanks, ['blank'])]).toEqual([]);
    const lists = [topic.texts, topic.entities, topic.chat, topic.openings, topic.blanks];
    expect([...lists, topic.speech, topic.translate].flatMap(repeated)).toEqual([]);
    expect(repeated(topic.table.rows.map(([first]) => first ?? ''))).toEqual([]);
  });

  it('has texts of the right length', () => {
    expect([
      ...length(topic.texts, [6, 28]),
      ...length(topic.entities, [7, 30]),
      ...length([topic.passage.text], [60, 120]),
      ...length([topic.article], [120, 220]),
      ...length(topic.translate, [3, 18]),
      ...length(topic.chat, [5, 30]),
      ...length(topic.speech, [4, 24]),
      ...length(topic.image.prompts, [4, 24]),
    ]).toEqual([]);
  });

  it('has at least 30 items with their right answer, a third of them only for measuring', () => {
    expect(itemsOf(id).length).toBeGreaterThanOrEqual(30);
    const share = (measured.get(id)?.length ?? 0) / itemsOf(id).length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.45);
    const kinds = new Set(itemsOf(id).map(({ kind }) => kind));
    expect(kinds.size).toBe(9);
  });

  it('has answers that can be found, labels that fit, and none of what is measured on show', () => {
    expect(unfound(itemsOf(id))).toEqual([]);
    expect(unbalanced(itemsOf(id), topic.labels)).toEqual([]);
    const asked = itemsOf(id).map((item) => JSON.stringify(item));
    expect(repeated(asked)).toEqual([]);
    const shown = JSON.stringify(topic);
    const hidden = (measured.get(id) ?? []).flatMap((item) =>
      item.kind === 'label' || item.kind === 'spans' ? [item.text] : [],
    );
    expect(hidden.filter((text) => shown.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  });

  it('is in English, and its translations in the language they say', () => {
    expect(otherLanguage(sentences(topic).join(' '), 'en', LANGUAGES)).toEqual([]);
    const byLanguage = new Map<string, string>();
    for (const item of itemsOf(id)) {
      if (item.kind !== 'translation') continue;
      byLanguage.set(item.to, `${byLanguage.get(item.to) ?? ''} ${item.right}`);
    }
    expect(byLanguage.size).toBeGreaterThanOrEqual(3);
    for (const [code, text] of byLanguage) expect(otherLanguage(text, code, LANGUAGES)).toEqual([]);
  });

  it('can be read by a beginner', () => {
    expect(readingEase(topic.texts.join(' '))).toBeGreaterThan(50);
    expect(readingEase(topic.article)).toBeGreaterThan(48);
    expect(readingEase(topic.passage.text)).toBeGreaterThan(40);
    expect(readingEase(topic.dialogue.map(({ text }) => text).join(' '))).toBeGreaterThan(60);
  });
});

describe('all topics together', () => {
  it('do not say the same', () => {
    expect(copied(DECK.topics)).toEqual([]);
  });

  it('cannot be labelled by length or by counting labels', () => {
    const { nearestLength, commonest, chance } = baselines([...items.values()]);
    expect(nearestLength).toBeLessThan(chance + 0.1);
    expect(commonest).toBeLessThan(chance + 0.12);
    const all = [...items.values()].flat();
    const claims = all.filter(({ kind }) => kind === 'claim').length;
    // One half, and two and a half standard errors of as many tosses of a coin.
    expect(claimsByLength(all)).toBeLessThan(0.5 + 2.5 * Math.sqrt(0.25 / claims));
  });

  it('fill every shape of every task with every pack that changes it', () => {
    const faults: string[] = [];
    for (const adapter of Object.values(DECK.adapters)) {
      for (const topic of DECK.topics) {
        const plain = new Set<string>();
        for (const pack of DECK.prompts) {
          const source = { topic, pack, ownPrompts: null, facts, language: null, languages: [] };
          const samples = samplesFor(adapter, source);
          const text = JSON.stringify(samples);
          if (plain.has(text)) continue;
          plain.add(text);
          const where = `${adapter.id}, ${topic.id}, ${pack.id}`;
          // Rows and files are the model's own.
          const own = ['rows', 'files'].includes(adapter.samples);
          if (samples.length === 0 && !own) faults.push(`${where}: no sample`);
          faults.push(...untidy(samples).map((fault) => `${where}: ${fault}`));
          if (Object.keys(samples[0] ?? {}).length > 0 && !own)
            faults.push(
              ...repeated(samples.map((one) => JSON.stringify(one))).map((f) => `${where}: ${f}`),
            );
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it.each(DECK.languages.map((one) => [one.code, one] as const))(
    'language %s is what it says',
    (code, one) => {
      expect(otherLanguage([...one.texts, ...one.questions].join(' '), code, LANGUAGES)).toEqual(
        [],
      );
      expect([...repeated(one.texts), ...repeated(one.questions), ...untidy(one)]).toEqual([]);
    },
  );
});

describe('the gates', () => {
  const [topic, other] = DECK.topics;
  if (!topic || !other) throw new Error('the deck is empty');

  it('see what is planted', () => {
    expect(untidy({ a: '' })).toHaveLength(1);
    expect(untidy({ a: 'Hello {name}' })).toHaveLength(1);
    expect(untidy({ a: 'Two  spaces' })).toHaveLength(1);
    expect(untidy({ a: 'TODO: write this' })).toHaveLength(1);
    expect(repeated(['one', 'two', 'one'])).toHaveLength(1);
    expect(length(['too short'], [6, 28])).toHaveLength(1);
    expect(
      otherLanguage('Das Brot ist noch warm und der Ofen schon kalt.', 'en', LANGUAGES),
    ).toHaveLength(1);
    expect(
      readingEase(
        'Notwithstanding organisational considerations, interdepartmental communication necessitates comprehensive documentation.',
      ),
    ).toBeLessThan(0);
    const copy = { ...other, texts: [...other.texts.slice(1), `Well, ${topic.texts[0] ?? ''}`] };
    expect(copied([topic, copy])).toHaveLength(1);
  });

  it('see labels and spans that do not fit', () => {
    const label = (right: string): LabelledItem => ({
      kind: 'label',
      text: 'x',
      labels: ['a', 'b'],
      right,
    });
    expect(unbalanced([label('a'), label('b')], ['a', 'b'])).toEqual([]);
    expect(unbalanced([label('a'), label('a')], ['a', 'b'])).toHaveLength(1);
    expect(unbalanced([label('a'), label('b'), label('c')], ['a', 'b'])).toHaveLength(1);
    expect(
      unfound([
        label('c'),
        { kind: 'spans', text: 'Ann went home.', spans: [{ type: 'PER', text: 'Bob' }] },
        { kind: 'answer', context: 'It rains.', question: 'What?', right: 'snow' },
        { kind: 'cell', table: topic.table, question: 'What?', right: 'no such cell' },
      ]),
    ).toHaveLength(4);
  });

  it('see labels that follow from the length', () => {
    const planted = Array.from({ length: 12 }, (_, at): LabelledItem => {
      const right = at < 6 ? 'short' : 'long';
      return {
        kind: 'label',
        text: 'word '.repeat(at < 6 ? at + 1 : at + 20),
        labels: ['short', 'long'],
        right,
      };
    });
    expect(baselines([planted]).nearestLength).toBeGreaterThan(0.9);
    const claims = planted.map((_, at): LabelledItem => ({
      kind: 'claim',
      text: '',
      claim: 'x'.repeat(at),
      right: at > 5,
    }));
    expect(claimsByLength(claims)).toBe(1);
  });
});
