import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DECK } from '../deck/data.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import { DIFFICULTIES, UI_COMPONENTS, type InputKind, type OutputKind } from '../deck/shapes.ts';
import { compatibleComponents, isCompatible } from './compatibility.ts';
import { adapterForCandidate } from '../library/candidate-adapter.ts';
import { deal, dealWeights, type ModelCandidate } from './deal.ts';
import { packMatters } from './prompt-use.ts';
import { RecipeSchema, type Recipe } from './schema.ts';

/** Shapes as the adapters of these tasks declare them; every other task reads text and gives labels. */
const SHAPES: Readonly<Record<string, readonly [readonly InputKind[], OutputKind, boolean?]>> = {
  'text-generation': [['messages'], 'text', true],
  'image-text-to-text': [['image', 'text'], 'text', true],
  'image-classification': [['image'], 'labels'],
  'object-detection': [['image'], 'boxes'],
  'depth-estimation': [['image'], 'image'],
  'automatic-speech-recognition': [['audio'], 'text'],
  'text-to-speech': [['text'], 'audio'],
  translation: [['text'], 'text'],
  summarization: [['text'], 'text'],
  'table-question-answering': [['text', 'table'], 'answer'],
  'unconditional-image-generation': [['seed'], 'image'],
  'time-series-forecasting': [['series'], 'numbers'],
};

const adapterFor = ({ task }: ModelCandidate): TaskAdapter => {
  const [inputs, output, streams] = SHAPES[task ?? ''] ?? [['text'], 'labels'];
  return {
    id: task ?? 'inspect',
    route: task ? 'local' : 'inspect',
    title: task ?? 'unknown things',
    summary: 'Tests.',
    inputs: inputs.map((kind) => ({ name: kind, kind, label: kind })),
    output,
    samples: 'texts',
    streams: streams ?? false,
    installs: [],
    torch: true,
    float32: false,
    scored: true,
    terms: {},
  };
};
/** The adapter as the product finds it. */
const realAdapter = adapterForCandidate(DECK);
const known = (id: string): ModelCandidate => {
  const found = DECK.models.find((model) => model.id === id);
  if (!found) throw new Error(`${id} is not in the deck`);
  return found;
};
const dealt = (seed: number, locked: Partial<Recipe> = {}) =>
  deal({ seed, deck: DECK, locked, adapterFor });

const locks: fc.Arbitrary<Partial<Recipe>> = fc.record(
  {
    model_card: fc.constantFrom(...DECK.models).map(({ id }) => ({ id, revision: 'main' })),
    prompt_cards: fc.oneof(
      fc.constantFrom(...DECK.prompts).map(({ id }) => ({ pack: id })),
      fc.string({ minLength: 1 }).map((text) => ({ prompts: [`Hello${text}?`] })),
    ),
    topic: fc.oneof(
      fc.constantFrom(...DECK.topics).map(({ id }) => ({ id })),
      fc.constantFrom('urban beekeeping', 'my cat').map((own) => ({ own })),
    ),
    difficulty: fc.constantFrom(...DIFFICULTIES),
    ui_component: fc.constantFrom(...UI_COMPONENTS),
  },
  { requiredKeys: [] },
);

/** Pearson's statistic over the deals of `count` seeds; 0.1 % limits are given where it is used. */
function chiSquare(
  count: number,
  of: (recipe: Recipe) => string,
  expected: ReadonlyMap<string, number>,
): number {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < count; seed += 1) {
    const key = of(dealt(seed).recipe);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  expect([...seen.keys()].every((key) => expected.has(key))).toBe(true);
  return [...expected].reduce((sum, [key, share]) => {
    const want = share * count;
    return sum + ((seen.get(key) ?? 0) - want) ** 2 / want;
  }, 0);
}

describe('deal', () => {
  it('gives a valid recipe, keeps every locked card and is compatible by construction', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), locks, (seed, locked) => {
        const { recipe, findings } = dealt(seed, locked);
        expect(RecipeSchema.parse(recipe)).toEqual(recipe);
        expect(recipe).toMatchObject(locked);
        const fits = isCompatible(recipe.ui_component, adapterFor(known(recipe.model_card.id)));
        const bothLocked = Boolean(locked.model_card && locked.ui_component);
        expect(findings.map((one) => one.code)).toEqual(fits ? [] : ['component-replaced']);
        expect(fits || bothLocked).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('deals the same hand for the same seed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), locks, (seed, locked) => {
        expect(dealt(seed, locked)).toEqual(dealt(seed, locked));
      }),
    );
  });

  it('deals the other cards as before when one is locked where it lies', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { recipe } = dealt(seed);
        const { model_card, topic, difficulty, prompt_cards } = recipe;
        expect(dealt(seed, { model_card }).recipe).toEqual(recipe);
        expect(dealt(seed, { topic, difficulty }).recipe).toEqual(recipe);
        expect(dealt(seed, { prompt_cards }).recipe).toEqual(recipe);
      }),
    );
  });

  it('says so when a locked component does not fit a locked model', () => {
    const { recipe, findings } = dealt(1, {
      model_card: { id: 'microsoft/resnet-50' },
      ui_component: 'chat',
    });
    expect(recipe.ui_component).toBe('chat');
    expect(findings[0]?.message).toContain('The chat interface needs a model that answers in text');
  });

  it('offers a universal component for a locked model that nobody knows', () => {
    const { recipe } = deal({
      seed: 3,
      deck: DECK,
      locked: { model_card: { id: 'some/model' } },
      adapterFor: (one) => (one.task === null ? null : adapterFor(one)),
    });
    expect(['api', 'gradio', 'streamlit']).toContain(recipe.ui_component);
  });

  it('takes the given candidates, and the deck where none of them fits', () => {
    const candidates = [{ ...known('microsoft/resnet-50'), id: 'some/image-model' }];
    const from = (locked: Partial<Recipe>) =>
      deal({ seed: 5, deck: DECK, candidates, locked, adapterFor }).recipe.model_card.id;
    expect(from({})).toBe('some/image-model');
    expect(from({ ui_component: 'batch' })).toBe('some/image-model');
    expect(adapterFor(known(from({ ui_component: 'chat' }))).output).toBe('text');
  });

  it('prefers models that run on this machine', () => {
    const remote = { ...known('openai-community/gpt2'), id: 'some/huge', downloads: 1e12 };
    const candidates = [remote, known('microsoft/resnet-50')];
    for (let seed = 0; seed < 200; seed += 1) {
      const { recipe } = deal({
        seed,
        deck: DECK,
        candidates,
        adapterFor: (one) => ({ ...adapterFor(one), route: one === remote ? 'api' : 'local' }),
      });
      expect(recipe.model_card.id).toBe('microsoft/resnet-50');
    }
  });
});

describe('the shares of a deal', () => {
  it('are 0.5, 0.3 and 0.2 for the difficulties', () => {
    const expected = new Map(DECK.difficulties.map((one) => [one.id as string, one.weight]));
    expect([...expected.values()]).toEqual([0.5, 0.3, 0.2]);
    // 2 degrees of freedom.
    expect(chiSquare(4000, (recipe) => recipe.difficulty, expected)).toBeLessThan(13.8);
  });

  it('are even for topics', () => {
    const share = new Map(DECK.topics.map(({ id }) => [id, 1 / DECK.topics.length]));
    const topicOf = ({ topic }: Recipe) => ('id' in topic ? topic.id : '');
    const degrees = DECK.topics.length - 1;
    const limit = degrees * (1 - 2 / (9 * degrees) + 3.09 * Math.sqrt(2 / (9 * degrees))) ** 3;
    expect(chiSquare(4000, topicOf, share)).toBeLessThan(limit);
  });

  it('reach every topic and pack, and none above three times its fair share', () => {
    const real = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed += 1) {
      const { recipe } = deal({ seed, deck: DECK, adapterFor: realAdapter });
      const { topic, prompt_cards: pack } = recipe;
      for (const key of ['id' in topic ? `topic ${topic.id}` : '', `pack ${pack.pack ?? ''}`])
        real.set(key, (real.get(key) ?? 0) + 1);
    }
    const shares = (kind: string, ids: readonly { readonly id: string }[]) =>
      ids.map(({ id }) => ((real.get(`${kind} ${id}`) ?? 0) / 4000) * ids.length);
    for (const all of [shares('topic', DECK.topics), shares('pack', DECK.prompts)]) {
      expect(Math.max(...all)).toBeLessThan(3);
      expect(Math.min(...all)).toBeGreaterThan(0.2);
    }
  });

  it('leave no pack without effect where one with effect is there', () => {
    for (let seed = 0; seed < 500; seed += 1) {
      const { recipe } = deal({ seed, deck: DECK, adapterFor: realAdapter });
      const task = realAdapter(known(recipe.model_card.id));
      const useful = DECK.prompts.filter((pack) => task && packMatters(task.samples, pack));
      if (useful.length > 0) expect(useful.map(({ id }) => id)).toContain(recipe.prompt_cards.pack);
    }
  });

  it('follow the weights for the models', () => {
    const weights = dealWeights(DECK.models);
    const total = [...weights.values()].reduce((sum, one) => sum + one, 0);
    const expected = new Map([...weights].map(([id, weight]) => [id, weight / total]));
    const degrees = expected.size - 1;
    // The 0.1 % limit for many degrees of freedom (Wilson and Hilferty).
    const limit = degrees * (1 - 2 / (9 * degrees) + 3.09 * Math.sqrt(2 / (9 * degrees))) ** 3;
    expect(chiSquare(20_000, (recipe) => recipe.model_card.id, expected)).toBeLessThan(limit);
  });

  it('are even for the components that fit a model', () => {
    const model = known('HuggingFaceTB/SmolLM2-135M-Instruct');
    const fitting = compatibleComponents(adapterFor(model));
    const seen = new Map<string, number>();
    for (let seed = 0; seed < 500 * fitting.length; seed += 1) {
      const { ui_component: one } = dealt(seed, { model_card: { id: model.id } }).recipe;
      seen.set(one, (seen.get(one) ?? 0) + 1);
    }
    const statistic = [...seen.values()].reduce((sum, n) => sum + (n - 500) ** 2 / 500, 0);
    expect([...seen.keys()].sort()).toEqual(fitting.toSorted());
    // Chi squared, one time in a thousand (Wilson and Hilferty); the seeds are fixed.
    const freedom = fitting.length - 1;
    const spread = 2 / (9 * freedom);
    expect(statistic).toBeLessThan(freedom * (1 - spread + 3.09 * Math.sqrt(spread)) ** 3);
  });
});

describe('dealWeights', () => {
  const candidate = fc.record({
    id: fc.uuid(),
    task: fc.constantFrom('a', 'b', 'c', null),
    library: fc.constant(null),
    tags: fc.constant<string[]>([]),
    downloads: fc.nat(100_000_000),
  });

  it('keep the order of popularity within a task', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { selector: (one) => one.id }), (models) => {
        const weights = dealWeights(models);
        for (const one of models) {
          for (const other of models) {
            if (one.task !== other.task || one.downloads <= other.downloads) continue;
            expect(weights.get(one.id)).toBeGreaterThan(weights.get(other.id) ?? Infinity);
          }
        }
      }),
    );
  });

  it('are dampened: the ten most popular get more than their number, and far less than their downloads', () => {
    const weights = dealWeights(DECK.models);
    const total = [...weights.values()].reduce((sum, one) => sum + one, 0);
    const top = [...DECK.models].sort((a, b) => b.downloads - a.downloads).slice(0, 10);
    const share = top.reduce((sum, one) => sum + (weights.get(one.id) ?? 0), 0) / total;
    const all = DECK.models.reduce((sum, one) => sum + one.downloads, 0);
    const byDownloads = top.reduce((sum, one) => sum + one.downloads, 0) / all;
    expect(byDownloads).toBeGreaterThan(0.8);
    expect(share).toBeGreaterThan(10 / DECK.models.length);
    expect(share).toBeLessThan(0.35);
  });

  it('reach at least 20 tasks in 200 hands', () => {
    const tasks = new Set<string>();
    for (let seed = 0; seed < 200; seed += 1) {
      tasks.add(known(dealt(seed).recipe.model_card.id).task ?? '');
    }
    expect(tasks.size).toBeGreaterThanOrEqual(20);
  });
});
