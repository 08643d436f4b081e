import { describe, expect, it } from '@jest/globals';
import { PIPELINE_DATA } from '@huggingface/tasks';
import { factsOf } from '../../test-support/facts.ts';
import { recipeOf } from '../../test-support/recipe.ts';
import { DECK } from '../deck/data.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { nodeRuff } from '../node/ruff.ts';
import { dispatch } from './dispatch.ts';
import { generateNotebook } from '../notebook/generate.ts';

const chosen = (changes: Partial<ModelFacts>): string => dispatch(factsOf(changes)).adapter;

describe('dispatch', () => {
  it.each<[string, Partial<ModelFacts>, string]>([
    ['the pipeline tag', { task: 'token-classification' }, 'token-classification'],
    ['a chat template', { task: 'text-generation', hasChatTemplate: true }, 'text-generation-chat'],
    ['no chat template', { task: 'text-generation' }, 'text-generation'],
    [
      'GGUF files alone',
      { library: null, files: ['a.Q4_K_M.gguf'], task: 'text-generation' },
      'gguf',
    ],
    [
      'an adapter with its base model',
      {
        library: 'peft',
        task: null,
        files: ['adapter_config.json'],
        architectures: [],
        baseModels: [{ id: 'a/b', relation: 'adapter', gated: false }],
      },
      'peft',
    ],
    ['an adapter without a base', { library: 'peft', files: ['adapter_config.json'] }, 'inspect'],
    [
      'sentence-transformers',
      { library: 'sentence-transformers', task: 'feature-extraction' },
      'sentence-similarity',
    ],
    ['a cross-encoder', { library: 'sentence-transformers', task: 'text-ranking' }, 'text-ranking'],
    [
      'diffusers',
      { library: 'diffusers', task: 'text-to-image', files: ['model_index.json'] },
      'text-to-image',
    ],
    ['timm', { library: 'timm', task: 'image-classification' }, 'timm-image-classification'],
    [
      'a spaCy pipeline',
      { library: 'spacy', task: 'token-classification', files: ['config.cfg', 'meta.json'] },
      'spacy',
    ],
    [
      'a spaCy pipeline that sorts texts',
      { library: 'spacy', task: null, files: ['config.cfg', 'meta.json', 'textcat/model'] },
      'spacy-labels',
    ],
    [
      'a spaCy pipeline on a transformer',
      { id: 'spacy/en_core_web_trf', library: 'spacy', files: ['config.cfg', 'meta.json'] },
      'inspect',
    ],
    [
      'a spaCy pipeline whose words a package of its own cuts',
      { id: 'spacy/ja_core_news_sm', library: 'spacy', tags: ['ja'], files: ['config.cfg'] },
      'inspect',
    ],
    ['a spaCy pipeline in a wheel only', { library: 'spacy', files: ['a.whl'] }, 'inspect'],
    [
      'Whisper for CTranslate2',
      {
        library: 'ctranslate2',
        task: 'automatic-speech-recognition',
        architectures: [],
        files: ['config.json', 'model.bin', 'tokenizer.json', 'vocabulary.txt'],
      },
      'faster-whisper',
    ],
    [
      'Whisper for CTranslate2 whose card names no library',
      {
        id: 'somebody/my-whisper-ct2',
        library: null,
        task: null,
        architectures: [],
        files: ['config.json', 'model.bin', 'vocabulary.json'],
      },
      'faster-whisper',
    ],
    [
      'a translator for CTranslate2',
      {
        library: 'ctranslate2',
        task: 'translation',
        architectures: [],
        files: ['config.json', 'model.bin', 'shared_vocabulary.txt'],
      },
      'inspect',
    ],
    [
      'a fastText classifier',
      { library: 'fasttext', task: 'text-classification', files: ['model.bin'] },
      'fasttext',
    ],
    [
      'word vectors of fastText',
      { library: 'fasttext', task: 'feature-extraction', files: ['model.bin'] },
      'inspect',
    ],
    [
      'scikit-learn',
      {
        library: 'sklearn',
        task: 'tabular-regression',
        tags: ['sklearn'],
        files: ['README.md', 'model.pkl'],
      },
      'tabular-regression',
    ],
    [
      'scikit-learn without a model file',
      { library: 'sklearn', tags: ['sklearn'], files: ['README.md', 'config.json'] },
      'inspect',
    ],
    ['a 70 B chat model', { task: 'text-generation', parameters: 70e9 }, 'api-chat'],
    ['weights for graphics cards', { task: 'text-generation', quantisation: 'gptq' }, 'api-chat'],
    [
      'a ControlNet',
      { library: 'diffusers', task: null, files: ['diffusion_pytorch_model.safetensors'] },
      'inspect',
    ],
    ['video from text', { task: 'text-to-video', library: 'diffusers' }, 'inspect'],
    ['a library without a template', { library: 'speechbrain', task: 'audio-to-audio' }, 'inspect'],
    ['TensorFlow weights only', { files: ['README.md', 'tf_model.h5'] }, 'inspect'],
    [
      'no tag, but an architecture',
      { task: null, architectures: ['BertForTokenClassification'] },
      'token-classification',
    ],
    ['no tag and no architecture', { task: null, architectures: [], library: null }, 'inspect'],
    [
      'a summariser that is a causal model',
      { task: 'summarization', architectures: ['LlamaForCausalLM'] },
      'text-generation',
    ],
  ])('%s', (_, changes, expected) => {
    expect(chosen(changes)).toBe(expected);
  });
});

describe('every pipeline tag of the Hub', () => {
  const tags = Object.keys(PIPELINE_DATA);

  it('is one of 57', () => {
    expect(tags).toHaveLength(57);
  });

  it.each(tags)('%s gives a notebook, with every library the Hub pairs with it', async (task) => {
    const linter = await nodeRuff();
    const libraries = [
      'transformers',
      'diffusers',
      'sentence-transformers',
      'timm',
      'sklearn',
      'peft',
      'onnx',
      'no-such-library',
      null,
    ];
    for (const library of libraries) {
      for (const difficulty of ['beginner', 'intermediate', 'advanced'] as const) {
        const facts = factsOf({ task, library, architectures: [] });
        const { notebook, findings } = generateNotebook(recipeOf({ difficulty }), facts, {
          deck: DECK,
          linter,
        });
        expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
        expect(notebook?.cells.length).toBeGreaterThan(8);
      }
    }
  });
});
