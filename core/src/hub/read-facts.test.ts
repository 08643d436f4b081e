import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFacts } from './read-facts.ts';
import { ModelInfoSchema, ModelListSchema } from './wire.ts';

const SHA = 'a'.repeat(40);
const beside = { unsafeFiles: [], cardText: null, treeBytes: null, bases: new Map() };
const read = (fields: Record<string, unknown>) =>
  readFacts(ModelInfoSchema.parse({ id: 'org/name', sha: SHA, ...fields }), beside);

describe('facts are read from', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'the licence of the card',
      { cardData: { license: 'MIT' }, tags: ['license:other'] },
      { licence: 'mit' },
    ],
    ['the licence tag', { tags: ['license:gemma'] }, { licence: 'gemma' }],
    ['a list of licences', { cardData: { license: ['gpl-3.0', 'mit'] } }, { licence: 'gpl-3.0' }],
    [
      'safetensors',
      { safetensors: { parameters: { BF16: 8 }, total: 8 } },
      { parameters: 8, weightBytes: 16 },
    ],
    [
      'safetensors without a total',
      { safetensors: { parameters: { F32: 2, I64: 1 } } },
      { parameters: 3, weightBytes: 16 },
    ],
    [
      'GGUF',
      { gguf: { total: 7e9, architecture: 'qwen2', context_length: 32768 } },
      { parameters: 7e9, gguf: { architecture: 'qwen2', contextLength: 32768 } },
    ],
    [
      'the template of a tokenizer',
      { config: { tokenizer_config: { chat_template: '{{x}}' } } },
      { hasChatTemplate: true },
    ],
    [
      'several templates',
      { config: { tokenizer_config: { chat_template: [{ name: 'a' }] } } },
      { hasChatTemplate: true },
    ],
    [
      'the template of a processor',
      { config: { processor_config: { chat_template: 'x' } } },
      { hasChatTemplate: true },
    ],
    [
      'a template of its own file',
      { siblings: [{ rfilename: 'chat_template.jinja' }] },
      { hasChatTemplate: true },
    ],
    ['the template of GGUF', { gguf: { chat_template: 'x' } }, { hasChatTemplate: true }],
    [
      'an old tag, which says nothing of templates',
      { tags: ['conversational'] },
      { hasChatTemplate: false },
    ],
    ['the custom_code tag', { tags: ['custom_code'] }, { customCode: true }],
    [
      'transformersInfo',
      { transformersInfo: { auto_model: 'AutoModel', custom_class: 'a.B' } },
      { autoModel: 'AutoModel', customCode: true },
    ],
    [
      'the quantisation',
      { config: { quantization_config: { quant_method: 'awq' } } },
      { quantisation: 'awq' },
    ],
    [
      'old bitsandbytes fields',
      { config: { quantization_config: { load_in_4bit: true } } },
      { quantisation: 'bitsandbytes' },
    ],
    ['quantisation tags', { tags: ['4-bit', 'gptq'] }, { quantisation: 'gptq' }],
  ])('%s', (_, fields, expected) => {
    expect(read(fields)).toMatchObject(expected);
  });

  it.each<[Record<string, unknown>, { id: string; relation: string | null }[]]>([
    [
      { baseModels: { relation: 'adapter', models: [{ id: 'a/b' }] }, tags: ['base_model:c/d'] },
      [{ id: 'a/b', relation: 'adapter' }],
    ],
    [
      { tags: ['base_model:a/b', 'base_model:quantized:a/b'] },
      [{ id: 'a/b', relation: 'quantized' }],
    ],
    [
      { cardData: { base_model: 'a/b', base_model_relation: 'merge' } },
      [{ id: 'a/b', relation: 'merge' }],
    ],
    [
      { cardData: { base_model: ['a/b', '../x', 3, 'https://huggingface.co/a/b'] } },
      [{ id: 'a/b', relation: null }],
    ],
    [{}, []],
  ])('base models: %j', (fields, expected) => {
    expect(read(fields).baseModels).toEqual(expected.map((each) => ({ ...each, gated: null })));
  });
});

describe('answers of any shape', () => {
  const fields = [
    'private',
    'disabled',
    'gated',
    'pipeline_tag',
    'library_name',
    'tags',
    'downloads',
    'likes',
    'lastModified',
    'safetensors',
    'gguf',
    'config',
    'cardData',
    'siblings',
    'baseModels',
    'transformersInfo',
    'widgetData',
    'mask_token',
  ];
  const anyAnswer = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue());

  it('give facts as long as id and sha are there', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        const facts = read(answer);
        expect(typeof facts.downloads).toBe('number');
        expect(facts.tags.every((tag) => typeof tag === 'string')).toBe(true);
        expect([false, 'auto', 'manual']).toContain(facts.gated);
        expect(Array.isArray(facts.config)).toBe(false);
        expect(facts.parameters === null || facts.parameters >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('drop the entries of a list that cannot be read', () => {
    expect(
      ModelListSchema.parse([{ id: 'a/b' }, { id: '../x' }, null, 4]).map(({ id }) => id),
    ).toEqual(['a/b']);
  });
});
