import type { Recipe } from '@alacard/core/sharing';
import { safetensors, writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../proof/hub/server.ts';
import { recipeOf } from './fake-maker.ts';

type Shared = { readonly title: string; readonly description: string } & Partial<Recipe>;

/** Enough of each model to make a notebook: what it is for, what loads it, its architecture. */
const MODELS = [
  [
    recipeOf().model_card.id,
    'text-classification',
    'apache-2.0',
    'distilbert',
    'DistilBertForSequenceClassification',
  ],
  [
    'google/vit-base-patch16-224',
    'image-classification',
    'apache-2.0',
    'vit',
    'ViTForImageClassification',
  ],
  ['facebook/bart-large-cnn', 'summarization', 'mit', 'bart', 'BartForConditionalGeneration'],
  ['dslim/bert-base-NER', 'token-classification', 'mit', 'bert', 'BertForTokenClassification'],
  [
    'openai/whisper-small',
    'automatic-speech-recognition',
    'apache-2.0',
    'whisper',
    'WhisperForConditionalGeneration',
  ],
  [
    'deepset/roberta-base-squad2',
    'question-answering',
    'cc-by-4.0',
    'roberta',
    'RobertaForQuestionAnswering',
  ],
] as const;

/** A hub on this machine that knows these models. */
export function startPictureHub(dir: string): Promise<LocalHub> {
  writeRepositories(
    dir,
    Object.fromEntries(
      MODELS.map(([id, task, licence, type, architecture]) => [
        id,
        {
          'README.md': `---\nlicense: ${licence}\npipeline_tag: ${task}\nlibrary_name: transformers\n---\n# ${id}\n`,
          'model.safetensors': safetensors({ weight: ['F32', [8, 8], 4] }),
          'tokenizer.json': {},
          'preprocessor_config.json': {},
          'config.json': { model_type: type, architectures: [architecture] },
        },
      ]),
    ),
  );
  return startLocalHub({ roots: [dir] });
}

/** What people shared, the first one remixed. */
export const SHARED_BY_PEOPLE: readonly Shared[] = [
  {
    title: 'Is this review happy?',
    description: 'What customers of a small bakery wrote, sorted into good and bad, step by step.',
    topic: { id: 'sourdough' },
  },
  {
    title: 'Which animal is in the picture?',
    description: 'Drop a photo in, see five guesses and how sure the model is of each.',
    model_card: { id: 'google/vit-base-patch16-224' },
    topic: { id: 'education' },
  },
  {
    title: 'Long reports, made short',
    description: 'Summaries of quarterly reports, fifty at a time.',
    model_card: { id: 'facebook/bart-large-cnn' },
    topic: { id: 'business' },
    difficulty: 'intermediate',
    ui_component: 'batch',
  },
  {
    title: 'Names in court papers',
    description: 'People, places and organisations, marked in the text.',
    model_card: { id: 'dslim/bert-base-NER' },
    topic: { id: 'legal' },
    difficulty: 'advanced',
    ui_component: 'streamlit',
  },
  {
    title: 'Ward rounds, written down',
    description: 'From the spoken note to text, on your own machine.',
    model_card: { id: 'openai/whisper-small' },
    topic: { id: 'healthcare' },
    difficulty: 'intermediate',
  },
  {
    title: 'Ask the rule book',
    description: 'Answers with the sentence they come from.',
    model_card: { id: 'deepset/roberta-base-squad2' },
    topic: { id: 'game-development' },
    ui_component: 'api',
  },
];
