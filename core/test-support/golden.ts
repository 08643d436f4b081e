import type { ModelFacts } from '../src/hub/facts.ts';
import type { Recipe } from '../src/recipe/schema.ts';
import { factsOf } from './facts.ts';
import { recipeOf } from './recipe.ts';

/** Hands whose notebooks are kept in `core/golden`, so that a change of the deck shows what it changes. */
export interface GoldenHand {
  readonly name: string;
  readonly recipe: Recipe;
  readonly facts: ModelFacts;
}

const CARD_WITH_EXAMPLE = `---
license: mit
pipeline_tag: text-classification
---
# Small model

A small model that tells pleased from displeased sentences, trained for tests.

## Usage

\`\`\`python
>>> from transformers import pipeline
>>> classifier = pipeline("text-classification", model="example/small-model", device=0)
>>> classifier("We were very happy with the room.")
[{'label': 'pleased', 'score': 0.98}]
\`\`\`
`;

const hand = (
  name: string,
  recipe: Partial<Recipe>,
  facts: Partial<ModelFacts> = {},
): GoldenHand => ({ name, recipe: recipeOf(recipe), facts: factsOf(facts) });

export const GOLDEN: readonly GoldenHand[] = [
  hand('text-classification-beginner-gradio', {}),
  hand('text-classification-advanced-api', {
    difficulty: 'advanced',
    ui_component: 'api',
    topic: { id: 'sourdough' },
  }),
  hand(
    'text-classification-card-example',
    { difficulty: 'intermediate', ui_component: 'batch' },
    { cardText: CARD_WITH_EXAMPLE, licence: 'mit' },
  ),
  hand(
    'chat-beginner-chat',
    { ui_component: 'chat', topic: { own: 'urban beekeeping' } },
    {
      task: 'text-generation',
      hasChatTemplate: true,
      architectures: ['LlamaForCausalLM'],
      modelType: 'llama',
    },
  ),
  hand(
    'chat-own-prompts-streaming',
    {
      ui_component: 'streaming',
      difficulty: 'advanced',
      prompt_cards: {
        prompts: ['Name three "hard" cheeses.', 'Why is the sky blue?\nAnswer in one line.'],
      },
    },
    {
      task: 'text-generation',
      hasChatTemplate: true,
      architectures: ['LlamaForCausalLM'],
      modelType: 'llama',
    },
  ),
  hand(
    'token-classification-legal-streamlit',
    { ui_component: 'streamlit', difficulty: 'intermediate' },
    {
      task: 'token-classification',
      architectures: ['BertForTokenClassification'],
      modelType: 'bert',
    },
  ),
  hand(
    'table-question-answering-sourdough',
    { topic: { id: 'sourdough' }, ui_component: 'batch' },
    {
      task: 'table-question-answering',
      architectures: ['TapasForQuestionAnswering'],
      modelType: 'tapas',
    },
  ),
  hand(
    'image-classification-games',
    { topic: { id: 'game-development' }, difficulty: 'intermediate' },
    {
      task: 'image-classification',
      architectures: ['ViTForImageClassification'],
      modelType: 'vit',
    },
  ),
  hand(
    'gated-restrictive-custom-code',
    { ui_component: 'chat' },
    {
      task: 'text-generation',
      hasChatTemplate: true,
      gated: 'manual',
      licence: 'cc-by-nc-4.0',
      customCode: true,
      architectures: ['OwnForCausalLM'],
    },
  ),
  hand(
    'large-model-through-the-api',
    { ui_component: 'chat' },
    {
      task: 'text-generation',
      hasChatTemplate: true,
      parameters: 70_000_000_000,
      architectures: ['LlamaForCausalLM'],
    },
  ),
  hand(
    'unknown-library-inspect',
    { ui_component: 'gradio' },
    { task: 'robotics', library: 'lerobot' },
  ),
];
