import { describe, expect, it } from '@jest/globals';
import { PIPELINE_TYPES } from '@huggingface/tasks';
import { ModelIdSchema } from '../recipe/schema.ts';
import { DECK } from './data.ts';
import { PROMPT_FAMILIES, PromptPackSchema, TopicSchema, type Topic } from './schema.ts';
import { DIFFICULTIES, UI_COMPONENTS } from './shapes.ts';

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

  it('draws and sounds as the functions that notebooks call, where it has a file for that', () => {
    const files = [
      ['image', 'def sample_image():'],
      ['sound', 'def sample_sound():'],
    ] as const;
    for (const [kind, head] of files) {
      const own = DECK.templates[`samples/${kind}-${id}`];
      if (id === 'own' || own !== undefined) expect(own).toContain(head);
    }
  });

  it('is written in British English', () => {
    const american =
      /\b(colors?|flavors?|favorite|neighbors?|organize[ds]?|center|license[sd]? of|traveled|gray)\b/i;
    expect(strings(topic).filter((text) => american.test(text))).toEqual([]);
  });
});

describe('a topic', () => {
  it('whose answer does not stand in the passage is refused, with the answer', () => {
    const topic = structuredClone(DECK.ownTopic);
    const wrong = topic.passage.questions.with(1, { ask: 'Where?', answer: 'on the moon' });
    const read = TopicSchema.safeParse({
      ...topic,
      passage: { ...topic.passage, questions: wrong },
    });
    expect(read.error?.issues).toMatchObject([
      {
        path: ['passage', 'questions', 1, 'answer'],
        message: '"on the moon" does not stand in the text',
      },
    ]);
  });

  it('without a picture of its own still has one', () => {
    expect(DECK.templates['samples/video']).toContain('def sample_video():');
    expect(DECK.templates['samples/image-own']).toContain('def sample_image():');
  });
});

describe('prompt packs', () => {
  const SLOTS = {
    chat: ['question', 'text'],
    opening: ['opening', 'text'],
    image: ['prompt'],
  } as const;

  it('are at least 24, at least four in each of the four families', () => {
    expect(DECK.prompts.length).toBeGreaterThanOrEqual(24);
    for (const family of PROMPT_FAMILIES) {
      const own = DECK.prompts.filter((pack) => pack.family === family);
      expect([family, own.length >= 4]).toEqual([family, true]);
    }
  });

  it.each(DECK.prompts.map((pack) => [pack.id, pack] as const))(
    '%s: fits the schema, and every frame has its slot',
    (_, pack) => {
      expect(PromptPackSchema.parse(pack)).toEqual(pack);
      expect(new Set(pack.prompts.map(({ title }) => title)).size).toBe(pack.prompts.length);
      for (const { title, chat, opening, image } of pack.prompts) {
        for (const [frame, text] of Object.entries({ chat, opening, image })) {
          if (text === undefined) continue;
          const own: readonly string[] = SLOTS[frame as keyof typeof SLOTS];
          const found = slots(text);
          expect([title, found.some((slot) => own.includes(slot))]).toEqual([title, true]);
          const allowed = [...own, 'subject', 'name'];
          expect(found.filter((one) => !allowed.includes(one))).toEqual([]);
        }
      }
    },
  );

  it('that lack what they say they are for are refused', () => {
    const pack = DECK.prompts.find(({ id }) => id === 'memes');
    const bare = {
      ...pack,
      prompts: pack?.prompts.map(({ title, chat, opening }) => ({ title, chat, opening })),
    };
    const issues = PromptPackSchema.safeParse(bare).error?.issues ?? [];
    expect(issues[0]?.message).toContain('image-prompts');
  });
});

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
