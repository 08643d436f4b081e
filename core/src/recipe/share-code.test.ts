import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { DECK } from '../deck/data.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../deck/shapes.ts';
import { parseRecipe } from './parse.ts';
import { RecipeSchema, type Recipe } from './schema.ts';
import { decodeRecipe, encodeRecipe, MAX_CODE_LENGTH } from './share-code.ts';
import {
  COMPONENT_CODES,
  DICTIONARY,
  DIFFICULTY_CODES,
  PACK_CODES,
  TOPIC_CODES,
} from './share-tables.ts';

const part = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,30}$/);
const modelId = fc.oneof(
  part,
  fc.tuple(part, part).map(([owner, name]) => `${owner}/${name}`),
  fc.constantFrom('HuggingFaceTB/SmolLM2-135M-Instruct', 'openai-community/gpt2'),
);
const cardId = (known: readonly string[]) =>
  fc.oneof(fc.constantFrom(...known), fc.stringMatching(/^[a-z0-9-]{1,64}$/));
const prompt = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 50 }),
);
const packId = cardId(PACK_CODES);

/** Every recipe the schema accepts, in its parsed form. */
const anyRecipe: fc.Arbitrary<Recipe> = fc
  .record({
    version: fc.constant(1),
    model_card: fc.record(
      { id: modelId, revision: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,40}$/) },
      { requiredKeys: ['id'] },
    ),
    prompt_cards: fc.oneof(
      fc.record({ pack: packId }),
      fc.record(
        { pack: packId, prompts: fc.array(prompt, { minLength: 1, maxLength: 5 }) },
        { requiredKeys: ['prompts'] },
      ),
    ),
    topic: fc.oneof(
      fc.record({ id: cardId(TOPIC_CODES) }),
      fc.record({ own: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }) }),
    ),
    difficulty: fc.constantFrom(...DIFFICULTIES),
    ui_component: fc.constantFrom(...UI_COMPONENTS),
  })
  .map((value) => RecipeSchema.safeParse(value))
  .filter((result) => result.success)
  .map((result) => RecipeSchema.parse(result.data));

const recipe: Recipe = {
  version: 1,
  model_card: { id: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
  prompt_cards: { pack: 'first-steps' },
  topic: { id: 'sourdough' },
  difficulty: 'beginner',
  ui_component: 'chat',
};

const bytesToCode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

describe('share codes', () => {
  it('round-trip every valid recipe', () => {
    fc.assert(
      fc.property(anyRecipe, (one) => {
        const code = encodeRecipe(one);
        expect(code).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeRecipe(code)).toEqual({ recipe: one });
        expect(parseRecipe(JSON.parse(JSON.stringify(one)))).toEqual({ recipe: one });
      }),
      { numRuns: 500 },
    );
  });

  it('round-trip the largest recipe within the limit', () => {
    let state = 1;
    const noise = (length: number): string =>
      Array.from({ length }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return String.fromCharCode(0x3040 + (((state >>> 8) * 7) % 0x6000));
      }).join('');
    const large = RecipeSchema.parse({
      ...recipe,
      prompt_cards: { prompts: Array.from({ length: 5 }, () => noise(2000)) },
    });
    const code = encodeRecipe(large);
    expect(code.length).toBeLessThan(MAX_CODE_LENGTH);
    expect(decodeRecipe(code)).toEqual({ recipe: large });
  });

  it('are short for every model of the deck', () => {
    for (const { id } of DECK.models) {
      expect(encodeRecipe({ ...recipe, model_card: { id } }).length).toBeLessThanOrEqual(16);
    }
  });

  it.each([
    ['IAICI0IJAA', 'HuggingFaceTB/SmolLM2-135M-Instruct'],
    ['IAICI99PAA', 'distilbert/distilbert-base-uncased-finetuned-sst-2-english'],
    ['IAICw9qfRem0AAA', 'mistralai/Mistral-7B-Instruct-v0.3'],
  ])('made by the first release stay readable: %s', (code, id) => {
    expect(decodeRecipe(code).recipe?.model_card.id).toBe(id);
  });

  it('made by the first release stay readable, with own words and a revision', () => {
    const code = 'NoCJK87PTQVWHMByQklHKTcxMw9EVQKDtwTIADYqc_IVYpSqi0uTsoAlUm2MElD08J6YPAA';
    expect(decodeRecipe(code).recipe).toEqual({
      version: 1,
      model_card: { id: 'some/model', revision: 'main' },
      prompt_cards: { pack: 'class-and-counter', prompts: ['Hello "{subject}"', 'ü'] },
      topic: { own: 'my cat' },
      difficulty: 'advanced',
      ui_component: 'streamlit',
    });
  });

  it('keep the tables of the first release as they were', () => {
    expect(COMPONENT_CODES).toHaveLength(7);
    expect(TOPIC_CODES).toHaveLength(8);
    expect(PACK_CODES).toHaveLength(8);
    expect(DIFFICULTY_CODES).toEqual([...DIFFICULTIES]);
    expect(COMPONENT_CODES[0]).toBe('chat');
    expect(TOPIC_CODES.slice(0, 3)).toEqual(['sourdough', 'game-development', 'data-analysis']);
    expect(PACK_CODES.slice(0, 2)).toEqual(['first-steps', 'warm-up']);
  });

  it('write out a topic, a pack and a UI component that came later', () => {
    const later = {
      ...recipe,
      topic: { id: 'urban-beekeeping' },
      prompt_cards: { pack: 'rhymes' },
    };
    expect(decodeRecipe(encodeRecipe(later))).toEqual({ recipe: later });
    // SAFETY: only the type is narrower; a component that this release lacks is written like any id.
    const unknown = { ...recipe, ui_component: 'voice-box' } as unknown as Recipe;
    const code = encodeRecipe(unknown);
    expect(code).not.toBe(encodeRecipe(recipe));
    expect(decodeRecipe(code).finding?.message).toContain('a card this Alacard does not know');
    // A component of the first release reads the same when it is written out.
    const strings = `${recipe.model_card.id}","chat`;
    const dictionary = strToU8(DICTIONARY);
    const packed = deflateSync(strToU8(strings), { level: 9, dictionary });
    const written = bytesToCode(Uint8Array.from([0x20 | 7, 2, 2, ...packed]));
    expect(decodeRecipe(written)).toEqual({ recipe });
  });

  it('stay readable when the dictionary grows at its front', () => {
    const grown = strToU8(`some/new-model other/newer-model ${DICTIONARY}`);
    const packed = deflateSync(strToU8(recipe.model_card.id), { level: 9, dictionary: grown });
    const code = bytesToCode(Uint8Array.from([0x20, 2, 2, ...packed]));
    expect(decodeRecipe(code)).toEqual({ recipe });
  });
});

describe('hostile share codes', () => {
  it('never throw, and give a valid recipe or a finding', () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map(bytesToCode);
    const nearly = fc
      .tuple(anyRecipe, fc.nat(), fc.constantFrom(...Array.from('AZaz09-_')))
      .map(([one, at, char]) => {
        const code = encodeRecipe(one);
        const place = at % code.length;
        return code.slice(0, place) + char + code.slice(place + 1);
      });
    const list = fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.string({ maxLength: 60 }))
      .map(([a, b, c, text]) =>
        bytesToCode(Uint8Array.from([a, b, c, ...deflateSync(strToU8(text))])),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), bytes, nearly, list), (code) => {
        const { recipe: read, finding } = decodeRecipe(code);
        if (read) expect(RecipeSchema.parse(read)).toEqual(read);
        else expect(finding?.severity).toBe('error');
      }),
      { numRuns: 2000 },
    );
  });

  it('cannot unpack into more than the limit', () => {
    const bomb = deflateSync(new Uint8Array(30_000_000).fill(97), { level: 9 });
    const code = bytesToCode(Uint8Array.from([0x20, 2, 2, ...bomb]));
    expect(code.length).toBeLessThan(MAX_CODE_LENGTH);
    const before = process.memoryUsage().arrayBuffers;
    expect(decodeRecipe(code).finding?.message).toContain('damaged');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
  });

  it.each([
    ['', 'empty'],
    ['I', 'characters'],
    ['IAA', 'too short'],
    ['IAIC I99', 'characters'],
    ['A'.repeat(MAX_CODE_LENGTH + 1), 'too long'],
    ['_AIC', 'newer Alacard'],
  ])('%.20s is refused in words', (code, words) => {
    expect(decodeRecipe(code).finding?.message).toContain(words);
  });
});
