import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { safetensors, writeRepositories } from '../../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../../proof/hub/server.ts';
import { createHub, type Hub } from './client.ts';
import type { ModelFacts } from './facts.ts';

const CARD = `---
pipeline_tag: text-generation
library_name: transformers
license: Apache-2.0
license_link: https://example.org/licence
tags: [conversational]
base_model: org/base
widget: [{ text: Hello }]
---
# Chat
`;

const root = mkdtempSync(join(tmpdir(), 'hub-client-'));
let local: LocalHub;
let hub: Hub;

beforeAll(async () => {
  writeRepositories(root, {
    'org/chat': {
      'README.md': CARD,
      'config.json': {
        architectures: ['LlamaForCausalLM'],
        model_type: 'llama',
        auto_map: { AutoModelForCausalLM: 'modeling.Chat' },
        quantization_config: { quant_method: 'GPTQ', bits: 4 },
      },
      'tokenizer_config.json': { eos_token: '</s>' },
      'chat_template.jinja': '{{ messages }}',
      'model.safetensors': safetensors({ w: ['BF16', [10, 20], 2], b: ['F32', [7], 4] }),
    },
    'org/old-weights': {
      'README.md': '# No front matter\n',
      'config.json': { architectures: ['BertForMaskedLM'], model_type: 'bert' },
      'pytorch_model.bin': Buffer.alloc(1234),
      'optimizer.pt': Buffer.alloc(9999),
      'tf_model.h5': Buffer.alloc(5555),
    },
    'org/mask': {
      'README.md': '---\npipeline_tag: fill-mask\nlicense: [mit, other]\n---\n',
      'config.json': { model_type: 'bert' },
      'tokenizer_config.json': { mask_token: { content: '[MASK]' } },
    },
    'org/lora': {
      'README.md': '---\nlibrary_name: peft\nbase_model: org/closed\n---\n',
      'adapter_config.json': { base_model_name_or_path: 'org/closed', peft_type: 'LORA' },
      'adapter_model.safetensors': safetensors({ a: ['F32', [4], 4] }),
    },
    'org/closed': { 'README.md': '# Closed\n', 'config.json': { model_type: 'llama' } },
    'org/bare': { 'config.json': {} },
    legacy: { 'README.md': '# Legacy\n', 'config.json': { model_type: 'gpt2' } },
  });
  local = await startLocalHub({
    roots: [root],
    behaviours: {
      'org/old-name': { renamedTo: 'org/chat' },
      'org/closed': { gated: 'manual' },
      'org/secret': { like: 'org/chat', private: true },
      'org/suspect': {
        like: 'org/chat',
        unsafe: [
          { path: 'x.bin', level: 'suspicious' },
          { path: 'y.bin', level: 'caution' },
        ],
      },
      'org/messy': {
        like: 'org/chat',
        answers: {
          cardData: ['not', 'an', 'object'],
          tags: 'text',
          downloads: -5,
          likes: 'many',
          gated: 'somehow',
          safetensors: { parameters: 'x', total: '7' },
          gguf: 3,
          config: null,
          widgetData: {},
          baseModels: { relation: 4, models: [{ id: '../../etc' }, { id: 'org/base' }, 5] },
          siblings: [{ rfilename: 'a.txt' }, 7, { name: 'b' }],
          pipeline_tag: 12,
          invented: true,
        },
      },
    },
  });
  hub = createHub({ fetch, endpoint: local.url });
});
afterAll(async () => {
  await local.close();
  rmSync(root, { recursive: true });
});

const facts = async (id: string, from: Hub = hub, revision?: string): Promise<ModelFacts> => {
  const result = await from.modelFacts(id, revision);
  if (!result.ok) throw new Error(`${id}: ${result.error.kind}: ${result.error.message}`);
  return result.value;
};

describe('model facts', () => {
  it('hold what the Hub says', async () => {
    const chat = await facts('org/chat');
    expect(chat).toMatchObject({
      id: 'org/chat',
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      task: 'text-generation',
      library: 'transformers',
      licence: 'apache-2.0',
      licenceLink: 'https://example.org/licence',
      gated: false,
      private: false,
      disabled: false,
      parameters: 207,
      weightBytes: 200 * 2 + 7 * 4,
      modelType: 'llama',
      architectures: ['LlamaForCausalLM'],
      autoModel: 'AutoModelForCausalLM',
      customCode: true,
      quantisation: 'gptq',
      hasChatTemplate: true,
      maskToken: null,
      gguf: null,
      widgetData: [{ text: 'Hello' }],
      cardText: CARD,
    });
    expect(chat.tags).toContain('conversational');
    expect(chat.files).toContain('chat_template.jinja');
    expect(chat.baseModels).toEqual([{ id: 'org/base', relation: 'finetune', gated: null }]);
    expect(chat.cardData).toMatchObject({ base_model: 'org/base' });
  });

  it('are asked for in three requests at once, and the card is of their commit', async () => {
    const before = local.requests.length;
    const chat = await facts('org/chat');
    expect(
      local.requests
        .slice(before)
        .map(({ url }) => url.replace(/\?.*/, ''))
        .sort(),
    ).toEqual(['/api/models/org/chat', '/api/models/org/chat', '/org/chat/resolve/main/README.md']);
    const pinned = await facts('org/chat', hub, chat.sha);
    expect(pinned).toEqual(chat);
  });

  it('take the size from the file tree when the Hub knows no parameters', async () => {
    const old = await facts('org/old-weights');
    expect(old.parameters).toBeNull();
    expect(old.weightBytes).toBe(1234);
    expect(old.licence).toBeNull();
  });

  it('know the mask token and the first of several licences', async () => {
    expect(await facts('org/mask')).toMatchObject({ maskToken: '[MASK]', licence: 'mit' });
  });

  it('say whether an adapter needs a gated model', async () => {
    expect((await facts('org/lora')).baseModels).toEqual([
      {
        id: 'org/closed',
        relation: 'adapter',
        gated: 'manual',
        parameters: null,
        quantisation: null,
        sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      },
    ]);
  });

  it('come without a card for a gated model, and with it for a token that has access', async () => {
    expect(await facts('org/closed')).toMatchObject({ gated: 'manual', cardText: null });
    const mine = createHub({ fetch, endpoint: local.url, token: 'hf_good' });
    expect((await facts('org/closed', mine)).cardText).toBe('# Closed\n');
    expect((await facts('org/secret', mine)).private).toBe(true);
  });

  it('carry the id a renamed model has now', async () => {
    expect((await facts('org/old-name')).id).toBe('org/chat');
  });

  it('exist for ids without a namespace and for repositories without a card', async () => {
    expect(await facts('legacy')).toMatchObject({ id: 'legacy', cardText: '# Legacy\n' });
    expect(await facts('org/bare')).toMatchObject({ cardText: null, task: null, library: null });
  });

  it('list suspicious files, not those the scanners merely mention', async () => {
    expect((await facts('org/suspect')).unsafeFiles).toEqual(['x.bin']);
  });

  it('survive answers with fields of other types', async () => {
    expect(await facts('org/messy')).toMatchObject({
      task: null,
      tags: [],
      licence: null,
      downloads: 0,
      likes: 0,
      gated: 'manual',
      parameters: null,
      files: ['a.txt'],
      baseModels: [{ id: 'org/base', relation: null }],
      config: {},
      cardData: {},
      widgetData: [],
    });
  });
});

describe('files', () => {
  it('come with sizes, over several pages', async () => {
    const paged = await startLocalHub({ roots: [root], pageSize: 2 });
    try {
      const result = await createHub({ fetch, endpoint: paged.url }).files('org/chat');
      expect(result.ok && result.value.map(({ path }) => path)).toEqual([
        'README.md',
        'chat_template.jinja',
        'config.json',
        'model.safetensors',
        'tokenizer_config.json',
      ]);
      expect(result.ok && result.value.find(({ lfs }) => lfs)?.path).toBe('model.safetensors');
      expect(paged.requests).toHaveLength(3);
    } finally {
      await paged.close();
    }
  });
});
