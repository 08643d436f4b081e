import { describe, expect, it } from '@jest/globals';
import { PIPELINE_TYPES } from '@huggingface/tasks';
import { ModelIdSchema } from '../recipe/schema.ts';
import { DECK } from './data.ts';
import { PROMPT_FAMILIES, TopicSchema, type PromptPack, type Topic } from './schema.ts';
import { DIFFICULTIES, UI_COMPONENTS } from './shapes.ts';

/** Answers that stand in the passages, one for each question, in order. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  sourdough: ['yeast', 'about once a week', 'acids', 'a glass of water'],
  'game-development': [
    'A game loop',
    'about sixteen milliseconds',
    'a fixed time step',
    'arcade machines',
  ],
  'data-analysis': ['A box plot', 'the source of a value', 'The median', 'outlier'],
  'creative-writing': ['one hundred and twelve steps', 'Tobias', 'clocks', 'sextants'],
  business: ['Ann and Judith Brightwell', '140', 'a folding workbench', 'Rotterdam'],
  healthcare: ['Wednesdays', 'after two working days', 'at the front desk', 'up to four weeks'],
  legal: ['Daniela Kovač', '1,150 pounds', 'ten days', '1 April 2025'],
  education: ['in the chloroplasts', 'their roots', 'Jan Ingenhousz', 'chlorophyll'],
  own: ['Lena Fischer', 'a library', 'forty euros', 'a map'],
};

const all: readonly Topic[] = [...DECK.topics, DECK.ownTopic];
const strings = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
};
const words = (text: string): number => text.trim().split(/\s+/).length;
const slots = (text: string): string[] => [...text.matchAll(/\{([^}]*)\}/g)].map((m) => m[1] ?? '');

describe.each(all.map((topic) => [topic.id, topic] as const))('topic %s', (id, topic) => {
  it('fits the schema and has an article of 120 to 220 words', () => {
    expect(TopicSchema.parse(topic)).toEqual(topic);
    expect(words(topic.article)).toBeGreaterThanOrEqual(120);
    expect(words(topic.article)).toBeLessThanOrEqual(220);
    expect(topic.series.values.length).toBeLessThanOrEqual(60);
  });

  it('uses {blank} in the blanks and {subject} only in the own topic', () => {
    const { blanks, ...rest } = topic;
    const allowed = id === 'own' ? ['subject'] : [];
    expect(
      strings(rest)
        .flatMap(slots)
        .filter((slot) => !allowed.includes(slot)),
    ).toEqual([]);
    expect(blanks.flatMap(slots).filter((slot) => !['blank', ...allowed].includes(slot))).toEqual(
      [],
    );
    if (id === 'own') {
      for (const list of [
        topic.texts,
        topic.entities,
        topic.chat,
        topic.openings,
        topic.translate,
      ]) {
        expect(list.every((text) => text.includes('{subject}'))).toBe(true);
      }
    }
  });

  it('names at least two people, places or organisations in every sentence for entities', () => {
    for (const text of topic.entities) {
      expect(text.match(/(?<=[\s(])\p{Lu}\p{L}+/gu)?.length ?? 0).toBeGreaterThanOrEqual(2);
    }
  });

  it('has passage questions that a span of the passage answers', () => {
    const answers = ANSWERS[id];
    if (!answers) throw new Error(`write the answers of ${id} into this test`);
    expect(answers).toHaveLength(topic.passage.questions.length);
    for (const answer of answers) expect(topic.passage.text).toContain(answer);
  });

  it('has different labels, choices and candidates', () => {
    const lists = [
      topic.labels,
      topic.image.labels,
      topic.sound.labels,
      topic.similar.candidates,
      topic.table.columns,
      ...topic.choices.map((one) => one.choices),
    ];
    for (const list of lists) expect(new Set(list).size).toBe(list.length);
  });

  it('has a picture and a sound', () => {
    expect(DECK.templates[`samples/image-${id}`]).toContain('def sample_image():');
    expect(DECK.templates[`samples/sound-${id}`]).toContain('def sample_sound():');
    expect(DECK.templates['samples/video']).toContain('def sample_video():');
  });

  it('is written in British English', () => {
    const american =
      /\b(colors?|flavors?|favorite|neighbors?|organize[ds]?|center|license[sd]? of|traveled|gray)\b/i;
    expect(strings(topic).filter((text) => american.test(text))).toEqual([]);
  });
});

describe('prompt packs', () => {
  const SLOT: Readonly<Record<string, string>> = {
    chat: 'question',
    opening: 'opening',
    text: 'text',
    image: 'prompt',
    speech: 'speech',
  };

  it('cover the four families', () => {
    for (const family of PROMPT_FAMILIES) {
      expect(DECK.prompts.filter((pack) => pack.family === family).length).toBeGreaterThanOrEqual(
        2,
      );
    }
  });

  it.each(DECK.prompts.map((pack) => [pack.id, pack] as const))(
    '%s: every frame has its slot',
    (_, pack) => {
      for (const prompt of pack.prompts) {
        for (const [line, slot] of Object.entries(SLOT)) {
          const found = slots(frameOf(prompt, line));
          expect(found.includes(slot) || (line === 'chat' && found.includes('text'))).toBe(true);
          const allowed = [slot, 'subject', 'name', ...(line === 'chat' ? ['text'] : [])];
          expect(found.filter((one) => !allowed.includes(one))).toEqual([]);
        }
      }
    },
  );
});

const frameOf = (prompt: PromptPack['prompts'][number], line: string): string =>
  new Map(Object.entries(prompt)).get(line) ?? '';

describe('difficulties and components', () => {
  it('are complete and in order', () => {
    expect(DECK.difficulties.map((one) => one.id)).toEqual([...DIFFICULTIES]);
    expect(DECK.difficulties.map((one) => one.weight)).toEqual([0.5, 0.3, 0.2]);
    expect(DECK.components.map((one) => one.id)).toEqual([...UI_COMPONENTS]);
  });
});

describe('curated models', () => {
  const PERMISSIVE = ['apache-2.0', 'mit', 'bsd-3-clause', 'cc-by-4.0'];

  it('are at least 60, over at least 20 tasks of the Hub', () => {
    expect(DECK.models.length).toBeGreaterThanOrEqual(60);
    const tasks = new Set(DECK.models.map((model) => model.task));
    expect(tasks.size).toBeGreaterThanOrEqual(20);
    for (const task of tasks) expect(PIPELINE_TYPES).toContain(task);
  });

  it('are listed once, small and permissively licensed', () => {
    expect(new Set(DECK.models.map((model) => model.id)).size).toBe(DECK.models.length);
    for (const model of DECK.models) {
      expect(ModelIdSchema.parse(model.id)).toBe(model.id);
      expect(PERMISSIVE).toContain(model.licence);
      expect(model.size).toBeLessThanOrEqual(1.3e9);
      // Bytes for each parameter: 2 for half precision, 4 for single, a little around it.
      expect(model.size / model.parameters).toBeGreaterThan(1.8);
      expect(model.size / model.parameters).toBeLessThan(5.5);
    }
  });
});
