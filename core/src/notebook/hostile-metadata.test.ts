import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recipeOf } from '../../test-support/recipe.ts';
import { DECK } from '../deck/data.ts';
import { createHub } from '../hub/client.ts';
import type { HubResponse } from '../hub/platform.ts';
import { nodeRuff } from '../node/ruff.ts';
import { generateNotebook } from './generate.ts';

/**
 * Whatever a repository says of itself, by the Hub's own JSON: somebody gets a notebook
 * or findings that say why not, and never an exception; in few requests of bounded size.
 */
const MOST_REQUESTS = 6;
const linter = await nodeRuff();

const words = fc.oneof(
  fc.constantFrom(
    'transformers',
    'diffusers',
    'peft',
    'sentence-transformers',
    'gguf',
    'timm',
    'mlx',
    'vllm',
    'text-generation',
    'text-classification',
    'image-text-to-text',
    'translation',
    'fill-mask',
    'bert',
    'llama',
    'florence2',
    'vision-encoder-decoder',
    'qwen3',
    't5',
    '__proto__',
    'constructor',
    'LlamaForCausalLM',
    'BertForSequenceClassification',
    'T5ForConditionalGeneration',
    'model.safetensors',
    'config.json',
    'tokenizer.json',
    'adapter_config.json',
    'model.gguf',
    'a-00001-of-00002.gguf',
    '../../etc/passwd',
    'README.md',
    'base_model:adapter:example/odd',
    'lora',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const anything = fc.oneof(
  words,
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, -1, 1e308, NaN, '', [], {}, [[[]]], { a: { b: { c: [] } } }),
);
const stringsOrAnything = fc.oneof(fc.array(words, { maxLength: 8 }), anything);
const configs = fc.oneof(
  fc.record(
    {
      model_type: anything,
      architectures: stringsOrAnything,
      auto_map: anything,
      quantization_config: fc.oneof(
        anything,
        fc.record({ quant_method: anything, bits: anything }),
      ),
      peft: fc.oneof(
        anything,
        fc.record({ base_model_name_or_path: anything, task_type: anything }),
      ),
      tokenizer_config: fc.oneof(anything, fc.record({ chat_template: anything })),
      chat_template_jinja: anything,
      task_specific_params: fc.oneof(anything, fc.dictionary(words, anything, { maxKeys: 4 })),
      sklearn: fc.oneof(
        anything,
        fc.record({
          columns: anything,
          example_input: anything,
          model: fc.record({ file: anything }),
        }),
      ),
    },
    { requiredKeys: [] },
  ),
  anything,
);
const infos = fc.record(
  {
    private: anything,
    disabled: fc.constantFrom(false, false, null, 'no'),
    gated: fc.oneof(fc.constant(false), anything),
    pipeline_tag: anything,
    library_name: anything,
    tags: stringsOrAnything,
    downloads: anything,
    likes: anything,
    lastModified: anything,
    safetensors: fc.oneof(anything, fc.record({ parameters: anything, total: anything })),
    gguf: fc.oneof(
      anything,
      fc.record({
        total: anything,
        architecture: anything,
        context_length: anything,
        chat_template: anything,
      }),
    ),
    config: configs,
    cardData: fc.oneof(fc.dictionary(words, anything, { maxKeys: 6 }), anything),
    siblings: fc.oneof(fc.array(fc.record({ rfilename: words }), { maxLength: 12 }), anything),
    baseModels: fc.oneof(
      anything,
      // A model that is its own base, and bases of bases.
      fc.constant({
        relation: 'adapter',
        models: [{ id: 'example/odd' }, { id: 'example/other' }],
      }),
    ),
    transformersInfo: fc.oneof(anything, fc.record({ auto_model: words, custom_class: anything })),
    widgetData: stringsOrAnything,
    mask_token: anything,
    inferenceProviderMapping: anything,
  },
  { requiredKeys: [] },
);

const answer = (body: string, status = 200): HubResponse => ({
  status,
  url: '',
  headers: { get: () => null },
  text: () => Promise.resolve(body),
});

async function made(info: unknown, card: string) {
  let requests = 0;
  const hub = createHub({
    retry: { tries: 1 },
    fetch: (url) => {
      requests += 1;
      if (url.includes('README.md')) return Promise.resolve(answer(card));
      if (url.includes('securityStatus')) return Promise.resolve(answer('{}'));
      if (url.includes('/tree/')) return Promise.resolve(answer('[]'));
      return Promise.resolve(answer(JSON.stringify(info)));
    },
  });
  const facts = await hub.modelFacts('example/odd');
  if (!facts.ok) return { requests, said: [facts.error.message], notebook: null };
  const { notebook, findings } = generateNotebook(
    recipeOf({ model_card: { id: 'example/odd' } }),
    facts.value,
    { deck: DECK, linter },
  );
  return { requests, said: findings.map(({ message }) => message), notebook };
}

describe('odd metadata', () => {
  it('gives a notebook or the reason why not, in few requests', async () => {
    await fc.assert(
      fc.asyncProperty(infos, fc.string({ unit: 'binary', maxLength: 200 }), async (odd, card) => {
        const info = { ...odd, id: 'example/odd', sha: 'a'.repeat(40) };
        const { requests, said, notebook } = await made(info, card);
        expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
        expect(notebook !== null || said.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  it.each([
    ['a model that is its own base', { tags: ['lora', 'base_model:adapter:example/odd'] }],
    [
      'two models that name each other',
      { library_name: 'peft', cardData: { base_model: ['example/a', 'example/odd'] } },
    ],
    [
      'a configuration in itself',
      { config: { text_config: { text_config: { text_config: {} } } } },
    ],
    [
      'ten thousand tags',
      { tags: Array.from({ length: 10_000 }, (_, at) => `base_model:adapter:a/b${String(at)}`) },
    ],
    [
      'a deep configuration',
      { config: JSON.parse('{"a":'.repeat(2000) + '1' + '}'.repeat(2000)) as unknown },
    ],
  ])('%s', async (_, odd) => {
    const { requests, said, notebook } = await made(
      { ...odd, id: 'example/odd', sha: 'a'.repeat(40) },
      '',
    );
    expect(requests).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(notebook !== null || said.length > 0).toBe(true);
  });
});
