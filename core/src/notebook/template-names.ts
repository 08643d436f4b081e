import type { TaskAdapter } from '../deck/adapter.ts';
import { INPUT_KINDS, OUTPUT_KINDS, type InputKind, type OutputKind } from '../deck/shapes.ts';

/**
 * Every name that a template may use, and what it means. The types come from
 * these lists, so setting a name that is not here does not compile; bundling
 * the deck (core/scripts/templates/check-names.ts) fails on a template that
 * uses another one, and on a name that no template uses.
 */

/** `#| if NAME`: true or false for a whole notebook. */
export const FLAGS = {
  beginner: 'the level is Beginner',
  intermediate: 'the level is Intermediate',
  advanced: 'the level is Advanced',
  local: 'the model runs on this machine',
  api: 'a provider runs the model',
  inspect: 'the repository is looked into; no model runs',
  torch: 'the adapter computes with PyTorch on this machine',
  streams: 'the adapter defines `stream`',
  scored: 'the scores say how sure the model is',
  batches: 'the adapter defines `predict_batch` at this level',
  points: 'the adapter defines `masks_at`: one can point at a thing in a picture',
  'in.bare': '`predict` takes one argument, and it is written as a literal',
  'in.texts': 'what tells one row of a table from the next is one text',
  'in.onlymedia': '`predict` takes one argument: a picture, a sound or a film',
  framed: 'the prompt pack changes the examples',
  parameters: 'the number of parameters is known',
  weights: 'the size of the weights is known',
  float32: 'the model computes in float32 on a graphics card, too',
  no_float16: 'the model breaks in float16',
  large: 'float32 would take more memory than laptops have',
  pinned: 'loading names the revision',
  base_pinned: 'the commit of the model that an adapter was made for is known',
  newest: 'no commit is known, so the newest revision is loaded',
  custom_code: 'the model brings code of its own that must be trusted',
  chat: 'the model has a chat template',
  thinking: "the chat template can switch the model's thinking off",
  no_think: '`/no_think` in the message switches the thinking off',
  thinks: 'the model thinks before each answer, and nothing switches that off',
  writes: 'the adapter writes text token by token',
  sampled: 'the makers of the model recommend sampling',
  prefix: 'the model wants words in front of each text',
  prompts: 'questions and texts each want words in front',
  variant: 'weights are stored in half the bytes, too',
  starts: 'the task decides with which token the decoder starts',
  gguf_parts: 'the GGUF file is cut into parts',
  lora: 'the repository holds a change to another model only',
  wordpiece: 'the tokenizer is one of BERT, which says which sentence a token is of',
  unpadded: 'the model may come without a token for padding',
  only_variant: 'some weights are stored in half the bytes only',
  few_steps: 'the model paints in few steps',
  guidance: 'the card says how closely to keep to the words',
  sampling: 'the card recommends settings for sampling',
  language_codes: 'a translator whose tokenizer knows languages by codes',
  skops: 'the scikit-learn model is stored with skops, not as a pickle',
  torchvision: 'pictures for the model are prepared with torchvision',
  timm_backbone: 'the part of the model that sees comes from timm',
  two_towers: 'the model has one tower for pictures and one for texts',
  notices: 'there are findings that the reader should see',
  gated: 'access to the weights must be asked for',
  licence: 'the Hub names a licence',
  description: 'the card describes the model in a sentence or two',
  mirror: 'models come from another Hub than the public one',
  mirror_here: 'that Hub is on the machine where the notebook was made',
  remix: 'the notebook is a remix of a shared one',
  remix_licence: 'the shared notebook came under a licence',
  terms: 'there are terms to explain',
  similar: 'the deck has other models for the task',
  floors: 'some packages are needed in a minimum version (setup only)',
  changed: "the card's example was changed (card example only)",
  executed: "the card's example is run (card example only)",
} as const;

/** Model types (`model_type` of config.json) that templates treat in a way of their own. */
export const MODEL_TYPES = [
  'bart',
  'blip',
  'blip-2',
  'fastspeech2_conformer',
  'fastspeech2_conformer_with_hifigan',
  'florence2',
  'git',
  'grounding-dino',
  'hubert',
  'instructblip',
  'kosmos-2',
  'mm-grounding-dino',
  'patchtsmixer',
  'patchtst',
  'pix2struct',
  'sam',
  'sam_hq',
  'siglip',
  'siglip2',
  'speecht5',
  'tapas',
  'timesfm',
  'udop',
  'vilt',
  'vision-encoder-decoder',
  'vitpose',
  'vits',
  'vjepa2',
  'wav2vec2',
  'wavlm',
  'whisper',
] as const;
type ModelType = (typeof MODEL_TYPES)[number];

export type FixedFlag = keyof typeof FLAGS;
export type Flag = FixedFlag | `in.${InputKind}` | `out.${OutputKind}` | `model.${ModelType}`;

/** `__NAME__` in code, `{{NAME}}` in Markdown. `predict`'s own arguments are slots as well, see `SampleSlot`. */
export const SLOTS = {
  model_id: 'owner/name on the Hub',
  loaded_id: 'owner/name of the repository that is loaded',
  model_name: 'the name without its owner',
  model_emoji: "the model's emoji, or the Hub's",
  model_line: 'size, licence and downloads in one line',
  mirror_url: 'address of the Hub that was asked, where it is not the public one',
  mirror_host: 'its host, on the machine where the notebook was made',
  mirror_port: 'its port there',
  revision: 'the commit that facts and code are about',
  task_summary: 'one sentence: what the model does',
  topic_name: 'the topic as its card says it',
  topic_emoji: "the topic's emoji",
  topic_line: "the topic's summary",
  topic_subject: 'the topic inside a sentence: "sourdough baking"',
  prompts_name: 'the prompt pack',
  prompts_emoji: "the prompt pack's emoji",
  prompts_line: "the prompt pack's summary",
  difficulty_name: 'the level',
  difficulty_emoji: "the level's emoji",
  difficulty_line: "the level's summary",
  harder_name: 'the next level, if any',
  ui_name: 'the UI component',
  ui_emoji: "the UI component's emoji",
  ui_line: "the UI component's summary",
  app_title: 'a title for a window or a page',
  hello_number: 'number of the section',
  explore_number: 'number of the section',
  topic_number: 'number of the section',
  ui_number: 'number of the section',
  next_number: 'number of the section',
  params: "`predict`'s arguments as bare names",
  only: 'the bare name of the only argument',
  examples: 'the inputs that the notebook tries, one a row',
  sample_prompt: 'what a person would type first',
  table_texts: 'the texts of the table that a batch works through',
  prompt_samples: 'what a person would type, several',
  turns: 'two messages of a conversation',
  parameters: 'number of parameters',
  weight_bytes: 'bytes of the weights',
  memory_words: 'how much memory the model needs, in words',
  processor_words: 'how it does without a graphics card, in words',
  licence_words: 'what the licence allows, in words',
  gated_ids: 'repositories that access must be asked for',
  description: "the card's description",
  remix_words: 'what was remixed, by whom',
  remix_link: 'the page of what was remixed',
  remix_licence: 'the licence of what was remixed',
  prefix: 'the words in front of each text',
  prompts: 'the words in front of questions and of texts',
  starts: 'the token that the decoder starts with',
  page_lines: "the lines of the topic's page",
  variant: 'the name under which the smaller weights are stored',
  few_steps: 'number of steps of a model made for few',
  guidance: 'guidance scale of the card',
  source_language: 'code of the language that is read',
  target_language: 'code of the language that is written',
  sampling: "the card's settings for sampling",
  longest: 'longest answer in tokens without a graphics card',
  longest_on_gpu: 'longest answer in tokens on a graphics card',
  gguf_file: 'the GGUF file that is loaded',
  gguf_parts: 'the other parts of it',
  base_model_id: 'the model that an adapter was made for',
  base_revision: 'the commit of that model',
  sklearn_file: 'the file that holds the scikit-learn model',
  zip_file: 'the file that holds the trained agent',
  fasttext_file: 'the file that holds the fastText model',
} as const;
export type FixedSlot = keyof typeof SLOTS;
/** The first sample of an argument of `predict`, and all of them. */
export type SampleSlot = `sample_${string}` | `samples_${string}`;

/** Slots of the one section that is written last, from the code of all others. */
export const SETUP_SLOTS = {
  requirements: 'what pip installs',
  modules: 'distribution -> module that is imported',
  shown: 'distributions whose versions are shown',
  floors: 'distribution -> minimum version',
} as const;
export type SetupSlot = keyof typeof SETUP_SLOTS;

/** `#| each NAME`: the names that hold in each round. */
export const LISTS = {
  inputs: {
    flags: ['input.media', 'input.shared', 'input.first-text'],
    kinds: true,
    slots: ['input_name', 'input_key', 'input_label', 'input_sample'],
  },
  shared: { flags: [], kinds: false, slots: ['shared_name', 'shared_value'] },
  terms: { flags: [], kinds: false, slots: ['term', 'meaning'] },
  similar: { flags: [], kinds: false, slots: ['similar_id', 'similar_line'] },
  notices: { flags: [], kinds: false, slots: ['notice'] },
  changes: { flags: [], kinds: false, slots: ['change'] },
  asks: { flags: [], kinds: false, slots: ['ask', 'gives'] },
  unexecuted: { flags: [], kinds: false, slots: ['card_code', 'card_reason'] },
  author_output: { flags: [], kinds: false, slots: ['card_output'] },
  choosing: { flags: [], kinds: false, slots: ['choosing_name', 'choosing_value'] },
} as const;
export type ListName = keyof typeof LISTS;
export type ScopeFlag = (typeof LISTS)[ListName]['flags'][number] | `input.${InputKind}`;
export type ScopeSlot = (typeof LISTS)[ListName]['slots'][number];

/** Roles of code cells that core asks for by name; all other roles only make ids. */
export const ROLES = {
  load: 'imports, and the model into module-level names',
  run: 'the smallest call, with its result shown',
  predict: 'defines `predict`',
  stream: 'defines `stream`',
  'in-words': 'turns what a model wrote into the answer',
  settings: 'the constants at the top',
  show: 'draws or prints what `predict` returned',
} as const;

/** Flags made from the shapes of an adapter. */
export const SHAPE_FLAGS: readonly string[] = [
  ...INPUT_KINDS.map((kind) => `in.${kind}`),
  ...OUTPUT_KINDS.map((kind) => `out.${kind}`),
];

/** Flags that follow from the adapter and the level alone, before there is a model. */
export const handFlags = (adapter: TaskAdapter, level: string) => ({
  beginner: level === 'beginner',
  intermediate: level === 'intermediate',
  advanced: level === 'advanced',
  local: adapter.route === 'local',
  api: adapter.route === 'api',
  inspect: adapter.route === 'inspect',
  torch: adapter.torch && adapter.route === 'local',
  streams: adapter.streams,
  scored: adapter.scored,
});
