import { describe, expect, it } from '@jest/globals';
import { DECK } from '../../deck/data.ts';
import { createHub } from '../../hub/client.ts';
import type { HubFetch } from '../../hub/platform.ts';
import { CardFaceSchema, SpreadSchema, type Hand, type ModelFilter } from '../protocol/faces.ts';
import { createDesk } from './desk.ts';

const desk = (fetch: HubFetch = () => Promise.reject(new Error('no network'))) =>
  createDesk({
    deck: DECK,
    hub: createHub({ fetch, retry: { tries: 1 } }),
    linter: () => Promise.reject(new Error('no notebook is made here')),
    breathe: async () => undefined,
    random: Math.random,
  });

const query = (patch: Partial<ModelFilter>): ModelFilter => ({
  text: '',
  task: null,
  size: null,
  licence: null,
  sort: 'featured',
  ...patch,
});

/** The Hub's answer to a search, as `GET /api/models` gives it. */
const answering =
  (models: unknown[], seen: string[] = []): HubFetch =>
  async (url) => {
    seen.push(url);
    return {
      status: 200,
      url,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: async () => JSON.stringify(models),
    };
  };

describe('dealing', () => {
  it('gives faces and a hand that fit their schemas', async () => {
    const spread = await desk().deal({ kept: {} });
    expect(SpreadSchema.safeParse(spread).error).toBeUndefined();
    expect(spread.faces).toHaveLength(5);
  });

  it('deals the models of a small hub first', async () => {
    const rows = [
      { id: 'org/one', pipeline_tag: 'fill-mask', library_name: 'transformers', downloads: 1 },
      { id: 'org/two', pipeline_tag: 'fill-mask', library_name: 'transformers', downloads: 2 },
    ];
    const fetch = answering(rows);
    const endpoint = 'http://127.0.0.1:8788';
    const table = createDesk({
      deck: DECK,
      hub: createHub({ fetch, endpoint, retry: { tries: 1 } }),
      linter: () => Promise.reject(new Error('no notebook is made here')),
      breathe: async () => undefined,
      random: Math.random,
    });
    for (let round = 0; round < 10; round += 1) {
      const { hand } = await table.deal({ kept: {} });
      expect(hand.model_card?.id).toMatch(/^org\/(one|two)$/);
    }
  });

  it('keeps what is kept', async () => {
    const kept: Hand = { topic: { own: 'urban beekeeping' }, difficulty: 'advanced' };
    const { hand, faces } = await desk().deal({ kept });
    expect(hand).toMatchObject(kept);
    expect(faces.find(({ key }) => key === 'topic')?.name).toBe('urban beekeeping');
  });
});

describe('showing a hand', () => {
  it('takes cards the deck no longer has off the table, and says so', async () => {
    const { hand, findings } = await desk().show({
      hand: { topic: { id: 'long-gone' }, difficulty: 'beginner' },
    });
    expect(hand).toEqual({ difficulty: 'beginner' });
    expect(findings).toEqual([expect.objectContaining({ code: 'card-gone' })]);
  });

  it('warns of a component that does not fit the model', async () => {
    const model = DECK.models.find(({ task }) => task === 'image-classification');
    const { findings } = await desk().show({
      hand: { model_card: { id: model?.id ?? '' }, ui_component: 'chat' },
    });
    expect(findings.map(({ code }) => code)).toContain('component-replaced');
  });

  it('keeps a model the Hub cannot be asked about, with a warning', async () => {
    const { hand, findings } = await desk().show({ hand: { model_card: { id: 'some/model' } } });
    expect(hand.model_card).toEqual({ id: 'some/model' });
    expect(findings).toEqual([
      expect.objectContaining({ code: 'hub-offline', severity: 'warning' }),
    ]);
  });
});

describe('searching models', () => {
  it('asks nobody for the picks', async () => {
    const seen: string[] = [];
    const page = await desk(answering([], seen)).searchModels(query({}));
    expect(seen).toEqual([]);
    expect(page.models.length).toBe(DECK.models.length);
  });

  it('asks the Hub with every filter', async () => {
    const seen: string[] = [];
    const found = {
      id: 'somebody/tiny-chat',
      pipeline_tag: 'text-generation',
      tags: ['license:mit', 'conversational'],
      gated: 'manual',
      downloads: 12,
    };
    const page = await desk(answering([found], seen)).searchModels(
      query({
        text: 'chat',
        task: 'text-generation',
        size: 'tiny',
        licence: 'mit',
        sort: 'likes',
      }),
    );
    const asked = new URL(seen[0] ?? '');
    expect(asked.searchParams.get('search')).toBe('chat');
    expect(asked.searchParams.get('pipeline_tag')).toBe('text-generation');
    expect(asked.searchParams.get('num_parameters')).toBe('max:500000000');
    expect(asked.searchParams.get('filter')).toBe('license:mit');
    expect(asked.searchParams.get('sort')).toBe('likes');
    expect(page.source).toBe('hub');
    expect(page.models).toEqual([
      expect.objectContaining({ id: 'somebody/tiny-chat', gated: true, licence: 'mit' }),
    ]);
    for (const face of page.models) CardFaceSchema.parse(face);
  });

  it('searches the deck when the Hub is out of reach, and says so', async () => {
    const page = await desk().searchModels(query({ text: 'smollm', sort: 'downloads' }));
    expect(page.source).toBe('deck');
    expect(page.notice).toMatch(/own list/);
    expect(page.models[0]?.id).toMatch(/SmolLM/i);
  });

  it('forgives a slip of the finger', async () => {
    const topics = await desk().cards({ key: 'topic', search: 'sourdogh', hand: {} });
    expect(topics[0]?.id).toBe('sourdough');
  });
});

describe('the cards of a place', () => {
  it('offers what was typed as a topic of one’s own', async () => {
    const faces = await desk().cards({ key: 'topic', search: 'urban beekeeping', hand: {} });
    expect(faces.at(-1)?.choice).toEqual({ topic: { own: 'urban beekeeping' } });
  });

  it('says which components do not fit the model, after those that do', async () => {
    const model = DECK.models.find(({ task }) => task === 'image-classification');
    const faces = await desk().cards({
      key: 'ui_component',
      search: '',
      hand: { model_card: { id: model?.id ?? '' } },
    });
    const notes = faces.map(({ note }) => note === null);
    expect(notes).toEqual([...notes].sort((a, b) => Number(b) - Number(a)));
    expect(faces.find(({ id }) => id === 'chat')?.note).toMatch(/answers in text/);
  });

  it('gives the prompts of a hand in full', async () => {
    const hand: Hand = {
      model_card: { id: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
      prompt_cards: { pack: DECK.prompts[0]?.id ?? '' },
      topic: { id: 'sourdough' },
    };
    const prompts = await desk().prompts({ hand });
    expect(prompts).toHaveLength(DECK.prompts[0]?.prompts.length ?? 0);
    for (const prompt of prompts) expect(prompt).not.toMatch(/[{}]/);
  });
});
