import type { Recipe } from '@alacard/core/sharing';
import type { Maker } from '../src/maker.ts';
import { Refusal } from '../src/refusal.ts';
import { checkFile, type CheckedFile } from '../src/untrusted/check-file.ts';

/** A maker without the Hub: the server's own tests are about sharing, not about generation. */
export const recipeOf = (changes: Partial<Recipe> = {}): Recipe => ({
  version: 1,
  model_card: { id: 'distilbert/distilbert-base-uncased-finetuned-sst-2-english' },
  prompt_cards: { pack: 'first-steps' },
  topic: { id: 'sourdough' },
  difficulty: 'beginner',
  ui_component: 'gradio',
  ...changes,
});

/** A file and what is known of it, as the store takes them. */
export function checkedOf(ipynb: string): { ipynb: string; file: CheckedFile } {
  const found = checkFile(ipynb);
  if (!found.ok) throw new Error(found.problem.detail);
  return { ipynb, file: found.file };
}

export const ipynbOf = (source = 'print("hello")', extra: readonly object[] = []): string =>
  `${JSON.stringify(
    {
      cells: [
        {
          cell_type: 'markdown',
          id: 'title',
          metadata: {},
          source: ['# A notebook\n', 'about bread'],
        },
        {
          cell_type: 'code',
          id: 'hello',
          metadata: {},
          source: [source],
          outputs: [],
          execution_count: null,
        },
        ...extra,
      ],
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;

export function fakeMaker(): Maker {
  return {
    async make(recipe) {
      if (recipe.model_card.id.startsWith('unsafe/')) {
        throw new Refusal('model-refused', `${recipe.model_card.id} is flagged as unsafe.`);
      }
      return {
        ipynb: ipynbOf(`MODEL_ID = ${JSON.stringify(recipe.model_card.id)}`),
        title: `Notebook for ${recipe.model_card.id}`,
        recipe,
        findings: [],
        task: 'text-classification',
        modelLicence: 'apache-2.0',
      };
    },
    deal: (locked) => recipeOf(locked),
    cards: (type) => ({
      cards: [
        {
          id: 'one',
          name: 'One',
          emoji: '🃏',
          summary: `a ${type}`,
          category: null,
          featured: false,
        },
      ],
      total: 1,
    }),
    searchHub: async ({ q }) => [
      {
        id: `hub/${q.replace(/[^a-z0-9]/gi, '')}`,
        task: null,
        library: null,
        licence: null,
        downloads: 1,
        likes: 1,
        gated: false,
      },
    ],
    encode: (recipe) => Buffer.from(recipe.model_card.id).toString('base64url').padEnd(70, '-'),
    decode: () => null,
  };
}
