import { describe, expect, it } from '@jest/globals';
import { findInNotebook } from '../language/findings/index.ts';
import { readNotebook } from '../language/reading.ts';

/** What is said of the text that stands at a place: `tokenizer=None`. */
const found = (...sources: string[]): string[] => {
  const cells = sources.map((text, at) => ({ uri: String(at), kind: 'code' as const, text }));
  return findInNotebook(readNotebook(cells))
    .filter(({ code }) => code === 'removed-api')
    .map(({ cell, from, to }) => (sources[Number(cell)] ?? '').slice(from, to));
};

describe('what libraries do not have', () => {
  it.each<[string, string[], string[]]>([
    ['a name', ['from datasets import load_metric, load_dataset'], ['load_metric']],
    ['a name of a module', ['import gradio as gr\ngr.no_such_thing(1)'], ['no_such_thing']],
    [
      'a module below',
      ['from transformers import trainer_utils, models\nfrom datasets import arrow_dataset'],
      [],
    ],
    [
      'a name that is tried',
      ['try:\n    from datasets import load_metric\nexcept ImportError:\n    pass'],
      [],
    ],
    [
      'arguments of closed callables, one by one',
      [
        "from transformers import TrainingArguments\na = TrainingArguments('o', evaluation_strategy='no', logging_dir='l', seed=1)",
      ],
      ["evaluation_strategy='no'", "logging_dir='l'"],
    ],
    [
      'arguments of the methods of a client, in a cell below',
      [
        'from huggingface_hub import HfApi\napi = HfApi()',
        "api.create_repo(name='x', repo_id='a/b')",
      ],
      ["name='x'"],
    ],
    [
      'arguments of a component',
      ["import gradio as gr\ngr.Audio(source='microphone')\ngr.Audio(sources=['microphone'])"],
      ["source='microphone'"],
    ],
    [
      'an entry of a dict that is spread',
      ["from trl import SFTConfig\no = {'max_seq_length': 1, 'seed': 2}\nSFTConfig(**o)"],
      ["'max_seq_length'"],
    ],
    [
      'a callable that takes others',
      ["from transformers import pipeline\npipeline('ner', anything=1)"],
      [],
    ],
    [
      'a function of the same name of its own',
      ['import transformers\ndef Trainer(x): ...\nTrainer(tokenizer=1)'],
      [],
    ],
    [
      'what a pin allows',
      [
        '%pip install transformers==4.30.2',
        "from transformers import TrainingArguments\nTrainingArguments('o', evaluation_strategy='no', logging_dir='l')",
      ],
      [],
    ],
    [
      'what another library patches',
      ['import unsloth\nfrom trl import SFTTrainer\nSFTTrainer(tokenizer=1, max_seq_length=2)'],
      [],
    ],
    [
      'a chat template taken for ids',
      [
        "from transformers import AutoTokenizer\nt = AutoTokenizer.from_pretrained('a/b')\nids = t.apply_chat_template(m, return_tensors='pt')\nmodel.generate(ids)",
      ],
      ['apply_chat_template'],
    ],
    [
      'a chat template that is spread',
      [
        "from transformers import AutoTokenizer\nt = AutoTokenizer.from_pretrained('a/b')\nx = t.apply_chat_template(m, return_tensors='pt')\nmodel.generate(**x)",
      ],
      [],
    ],
  ])('%s', (_, sources, expected) => {
    expect(found(...sources)).toEqual(expected);
  });
});
