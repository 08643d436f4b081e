import { describe, expect, it } from '@jest/globals';
import { PIPELINE_TYPES } from '@huggingface/tasks';
import fc from 'fast-check';
import {
  carriesRecipe,
  completionsOf,
  findInNotebook,
  lensCells,
  modelIdsOf,
  modelMarkdown,
  modelPlaceAt,
  readNotebook,
  searchFor,
  type KnownModel,
  type ModelAnswer,
  type OpenCell,
} from './index.ts';
import { TASKS_NAMED } from '../library/tasks.ts';

const code = (...texts: string[]): OpenCell[] =>
  texts.map((text, at) => ({ uri: String(at), kind: 'code', text }));

/** The place at `|` in the last cell: its text, task and library. */
function placeAtMark(...texts: string[]): [string, string | null, string | null] | null {
  const last = texts.at(-1) ?? '';
  const offset = last.indexOf('|');
  const cells = code(...texts.slice(0, -1), last.replace('|', ''));
  const place = modelPlaceAt(readNotebook(cells), String(texts.length - 1), offset);
  if (!place) return null;
  expect(cells.at(-1)?.text.slice(place.from, place.to)).toBe(place.id);
  return [place.id, place.task, place.library];
}

const T = 'from transformers import pipeline, AutoModelForCausalLM, AutoTokenizer\n';

describe('places where model ids stand', () => {
  it.each<[string, string[], [string, string | null, string | null] | null]>([
    ['from_pretrained', [`${T}AutoTokenizer.from_pretrained("a|/b")`], ['a/b', null, null]],
    [
      'a class with a task',
      [T, 'AutoModelForCausalLM.from_pretrained("|")'],
      ['', 'text-generation', null],
    ],
    ['a class nobody imported', ["Thing.from_pretrained('a/b|', x=1)"], ['a/b', null, null]],
    ['a keyword', ['X.from_pretrained(pretrained_model_name_or_path="|a/b")'], ['a/b', null, null]],
    [
      'the task of a pipeline',
      [`${T}pipeline("sentiment-analysis", model="a|")`],
      ['a', 'text-classification', null],
    ],
    [
      'the second argument of a pipeline',
      [`${T}pipeline(task="translation_en_to_fr", model=r"a|/b")`],
      ['a/b', 'translation', null],
    ],
    ['the task itself', [`${T}pipeline("fill|-mask")`], null],
    [
      'a pipeline known by an import above',
      ['from transformers import pipeline as p', 'p("fill-mask", "|x")'],
      ['x', 'fill-mask', null],
    ],
    [
      'SentenceTransformer',
      ['from sentence_transformers import SentenceTransformer as S\nS("|all")'],
      ['all', null, 'sentence-transformers'],
    ],
    [
      'CrossEncoder',
      ['import sentence_transformers\nsentence_transformers.CrossEncoder("x|")'],
      ['x', 'text-ranking', 'sentence-transformers'],
    ],
    [
      'diffusers',
      ['import diffusers as d\nd.StableDiffusionPipeline.from_pretrained("x|")'],
      ['x', 'text-to-image', 'diffusers'],
    ],
    [
      'InferenceClient',
      ['from huggingface_hub import InferenceClient\nInferenceClient(model="|x/y")'],
      ['x/y', null, null],
    ],
    [
      'a method of a client',
      [
        'from huggingface_hub import InferenceClient\nc = InferenceClient()',
        'c.text_to_image("cat", model="x|")',
      ],
      ['x', 'text-to-image', null],
    ],
    [
      'a client of somebody else',
      ['import openai\nc = openai.OpenAI()\nc.chat.completions.create(model="gpt|")'],
      null,
    ],
    [
      'a repository',
      [
        'from huggingface_hub import hf_hub_download\nhf_hub_download(repo_id="|a/b", filename="c")',
      ],
      ['a/b', null, null],
    ],
    [
      'a data set',
      [
        'from huggingface_hub import snapshot_download\nsnapshot_download("|a/b", repo_type="dataset")',
      ],
      null,
    ],
    [
      'a peft adapter',
      ['from peft import PeftModel\nPeftModel.from_pretrained(base, "a|/b")'],
      ['a/b', null, null],
    ],
    ['another hub', ['from modelscope import AutoModel\nAutoModel.from_pretrained("a|/b")'], null],
    ['a constant', ['MODEL_ID = "a|/b"'], ['a/b', null, null]],
    ['a name with a use further down', ['checkpoint_name = "|gpt2"'], null],
    ['a string of its own', ['print("a|/b")'], null],
    [
      'a string that is not closed yet',
      [`${T}pipeline("fill-mask", model="bert-|`],
      ['bert-', 'fill-mask', null],
    ],
    [
      'a comment and a formatted string',
      ['# X.from_pretrained("a|")\nX.from_pretrained(f"{org}/x")'],
      null,
    ],
  ])('%s', (_, texts, expected) => {
    expect(placeAtMark(...texts)).toEqual(expected);
  });

  it('takes the task of a name from where it is used, in any cell', () => {
    const cells = code(
      'name = "a/b"',
      `${T}AutoTokenizer.from_pretrained(name)`,
      'AutoModelForCausalLM.from_pretrained(name)',
    );
    expect(modelPlaceAt(readNotebook(cells), '0', 9)).toMatchObject({
      id: 'a/b',
      task: 'text-generation',
    });
  });

  it('asks for ids only, each once, and never for folders', () => {
    const cells = code(
      'MODEL_ID = "a/b"\nMODEL_NAME = "gpt-4o"\nmodel.save_pretrained("out/mine")',
      'X.from_pretrained(MODEL_ID)\nX.from_pretrained("a/b")\nX.from_pretrained("out/mine")\nX.from_pretrained("./local")\nX.from_pretrained("C:\\\\models")\nX.from_pretrained("gpt2")',
    );
    expect(modelIdsOf(readNotebook(cells))).toEqual(['a/b', 'gpt2']);
  });

  it('names tasks as the Hub does', () => {
    expect(
      TASKS_NAMED.filter((task) => !(PIPELINE_TYPES as readonly string[]).includes(task)),
    ).toEqual([]);
  });
});

const model: KnownModel = {
  id: 'example/small',
  task: 'text-generation',
  library: 'transformers',
  licence: 'apache-2.0',
  gated: false,
  disabled: false,
  downloads: 1_234_567,
  likes: 89,
  parameters: 494_032_768,
  weightBytes: 988_065_536,
  quantisation: null,
  gguf: null,
  cardData: {},
};
const ok = (value: Partial<KnownModel>): ModelAnswer => ({
  ok: true,
  value: { ...model, ...value },
});
const not = (kind: string): ModelAnswer => ({
  ok: false,
  error: { kind, message: `Said ${kind}.` },
});
const here = { endpoint: 'https://huggingface.co', machineMemory: 16e9 };

describe('what is said about models', () => {
  it.each<[string, ModelAnswer | undefined, string[]]>([
    ['a model as any', ok({}), []],
    ['a model nobody knows of', undefined, []],
    ['a gated model', ok({ gated: 'manual' }), ['model-gated info']],
    ['a gated model without access', not('gated'), ['model-gated info']],
    ['a disabled model', not('disabled'), ['model-disabled warning']],
    ['a model with unsafe files', not('unsafe'), ['model-disabled warning']],
    ['a model that does not exist', not('not-found'), ['model-not-found warning']],
    ['no connection', not('offline'), []],
    ['too many requests', not('rate-limited'), []],
    ['a kind of error of tomorrow', not('strange'), []],
  ])('%s', (_, answer, expected) => {
    const cells = code('X.from_pretrained("example/small")');
    const found = findInNotebook(readNotebook(cells), { known: () => answer });
    expect(found.map((one) => `${one.code} ${one.severity}`)).toEqual(expected);
    for (const { from, to } of found) expect(cells[0]?.text.slice(from, to)).toBe('example/small');
  });

  it('shows a card', () => {
    expect(modelMarkdown(ok({}), here)?.split('\n\n')).toEqual([
      '**example/small**',
      'text-generation · transformers · 494 M parameters · 1.2 M downloads last month · 89 likes',
      'It has 494 M parameters: about 2.0 GB of memory in float32, 988 MB in float16.',
      'Fits here: running it takes about 1.2 GB, this machine has 16 GB.',
      'Licence: example/small comes under the Apache License 2.0. You may use, change and share it, also commercially; keep its licence notice.',
      '[Open on the Hub](https://huggingface.co/example/small)',
    ]);
    expect(modelMarkdown(ok({ parameters: 70e9 }), here)).toContain('Too big for here');
    expect(modelMarkdown(ok({ parameters: 6e9 }), here)).toContain('Tight here');
    expect(modelMarkdown(ok({ gated: 'auto' }), here)).toContain('Gated: accept its terms');
    expect(modelMarkdown(not('not-found'), here)).toBe('Said not-found.');
    expect(modelMarkdown(not('offline'), here)).toBeNull();
  });

  it('escapes whatever the Hub says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (evil) => {
        const bad = `${evil}](javascript:alert(1)) <img src=x onerror=1> [x](http://evil) \`y\``;
        const shown = modelMarkdown(
          ok({
            id: bad,
            task: bad,
            library: bad,
            licence: 'other',
            cardData: { license_name: bad },
          }),
          here,
        );
        expect(shown).not.toMatch(/<img|(?<!\\)\]\((?!https:\/\/huggingface\.co\/)|http:\/\/evil/);
      }),
    );
  });

  it('completes with what is known beside the id, in the order of the Hub', () => {
    const found = completionsOf([
      { ...model, gated: 'auto' },
      { ...model, id: 'b/c', parameters: null, task: null, licence: null },
    ]);
    expect(found).toEqual([
      {
        id: 'example/small',
        detail: 'text-generation · 494 M parameters · 1.2 M downloads · apache-2.0 · gated',
        sortText: '000',
      },
      { id: 'b/c', detail: '1.2 M downloads', sortText: '001' },
    ]);
  });

  it.each<[string, string | null]>([
    ['Bert', 'bert'],
    ['', ''],
    ['google/', 'google/'],
    ['./folder', null],
    ['../x', null],
    ['https://x', null],
    ['a b', null],
  ])('searches for %j: %j', (id, words) => {
    const place = { id, from: 0, to: id.length, task: 'fill-mask', library: null, certain: true };
    expect(searchFor(place)?.words ?? null).toBe(words);
  });
});

describe('lenses', () => {
  it('stand over the title and the first code cell of a notebook with a recipe', () => {
    const cells: OpenCell[] = [
      { uri: 'title', kind: 'markdown', text: '# T' },
      { uri: 'text', kind: 'markdown', text: 'x' },
      { uri: 'code', kind: 'code', text: '1' },
    ];
    expect(lensCells(cells)).toEqual(['title', 'code']);
    expect(lensCells(cells.slice(2))).toEqual(['code']);
    expect(carriesRecipe({ metadata: { alacard: { recipe: { version: 1 } } } })).toBe(true);
    for (const other of [
      undefined,
      null,
      {},
      { metadata: {} },
      { metadata: { alacard: { recipe: 'x' } } },
    ])
      expect(carriesRecipe(other)).toBe(false);
  });
});
