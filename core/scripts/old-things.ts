/**
 * `node core/scripts/old-things.ts`, run at the commit whose things are to be
 * kept: recipes with their share codes, notebooks that carry marks, and what
 * the editors save of the panel, written to `core/old/`. Those in the
 * repository were made at commit 8eb487c; made anew by today's code they would
 * prove nothing.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECK, DIFFICULTIES, encodeRecipe, UI_COMPONENTS, type Recipe } from '../src/index.ts';
import { nodeRuff } from '../src/node/ruff.ts';
import { generateNotebook, notebookText } from '../src/notebook/index.ts';
import { shareMarkEdits } from '../src/sharing/index.ts';
import { factsOf } from '../test-support/facts.ts';
import { recipeOf } from '../test-support/recipe.ts';

const folder = join(import.meta.dirname, '../old');
mkdirSync(folder, { recursive: true });

const { topics, prompts: packs, models } = DECK;
const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

// Every card of the deck at least once, then what is no card of the deck.
const longest = Math.max(topics.length, packs.length, models.length);
const recipes: Recipe[] = Array.from({ length: longest }, (_, index) => ({
  version: 1,
  model_card: { id: at(models, index).id },
  prompt_cards: { pack: at(packs, index).id },
  topic: { id: at(topics, index).id },
  difficulty: at(DIFFICULTIES, index),
  ui_component: at(UI_COMPONENTS, index),
}));
for (const difficulty of DIFFICULTIES) {
  for (const component of UI_COMPONENTS)
    recipes.push(recipeOf({ difficulty, ui_component: component }));
}
const own = [
  'Name three "hard" cheeses.',
  'Why is the sky blue?\nAnswer in one line.',
  '日本語 🐝',
];
recipes.push(
  recipeOf({ model_card: { id: 'example/small-model', revision: 'v1.2' } }),
  recipeOf({ model_card: { id: 'gpt2', revision: '0123456789abcdef0123456789abcdef01234567' } }),
  recipeOf({ topic: { own: 'urban beekeeping' } }),
  recipeOf({ topic: { own: 'Käse & "Brot" – 麵包' } }),
  recipeOf({ prompt_cards: { prompts: own } }),
  recipeOf({ prompt_cards: { pack: at(packs, 1).id, prompts: own } }),
  recipeOf({
    topic: { id: 'a-topic-of-next-year' },
    prompt_cards: { pack: 'a-pack-of-next-year' },
  }),
);

const linter = await nodeRuff();
const server = 'https://alacard.example.org';
const parent = {
  server,
  share_id: 'Abcdefgh2345',
  version: 3,
  title: 'Käse',
  author: 'Ada',
  licence: 'MIT',
};
const made = (changes: Partial<Recipe>, remixOf: typeof parent | null = null) => {
  const { notebook } = generateNotebook(recipeOf(changes), factsOf(), {
    deck: DECK,
    linter,
    ...(remixOf ? { remixOf } : {}),
  });
  if (!notebook) throw new Error('no notebook');
  return notebook;
};
const keep = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};

const first = made({});
const mark = { server, share_id: 'Jkmnpqrs6789', version: 2, url: `${server}/n/Jkmnpqrs6789` };
const { metadata, cell } = shareMarkEdits(first, mark);
const shared = {
  ...first,
  metadata,
  cells: first.cells.map((one, index) =>
    cell?.index === index ? { ...one, source: cell.source, metadata: cell.metadata } : one,
  ),
};
keep('shared.ipynb', `${JSON.stringify(shared, null, 1)}\n`);
keep('remix.ipynb', notebookText(made({ difficulty: 'advanced', ui_component: 'api' }, parent)));
// As an editor leaves it: a changed cell, a cell of one's own, an output, a run's numbers.
const edited = made({ difficulty: 'intermediate', topic: { own: 'urban beekeeping' } });
const firstCode = edited.cells.findIndex((one) => one.cell_type === 'code');
const cells: unknown[] = edited.cells.map((one, index) =>
  index === firstCode
    ? {
        ...one,
        source: `${one.source}\nprint("mine")`,
        execution_count: 7,
        outputs: [{ output_type: 'stream', name: 'stdout', text: ['mine\n'] }],
      }
    : one,
);
cells.splice(firstCode + 1, 0, {
  cell_type: 'markdown',
  id: 'my-own',
  metadata: {},
  source: ['A note\n', 'of mine'],
});
keep('edited.ipynb', `${JSON.stringify({ ...edited, cells }, null, 1)}\n`);

const hand = {
  model_card: { id: at(models, 0).id },
  prompt_cards: { prompts: own },
  topic: { id: at(topics, 2).id },
  difficulty: 'advanced',
  ui_component: 'streaming',
};
const panel = {
  version: 1,
  hand,
  locked: ['model_card', 'topic'],
  target: 'insert',
  remixOf: null,
};
keep(
  'things.json',
  `${JSON.stringify(
    {
      recipes: recipes.map((recipe) => ({ code: encodeRecipe(recipe), recipe })),
      jupyterlab: {
        '@alacard/jupyterlab-extension:plugin': panel,
        '@alacard/jupyterlab-extension:manage-tokens': { [`${server} Jkmnpqrs6789`]: 'a-token' },
      },
      vscode: { panel: { ...panel, target: 'new', remixOf: parent } },
      web: { ...panel, hand: { topic: { own: 'urban beekeeping' } }, locked: [], target: null },
    },
    null,
    1,
  )}\n`,
);
console.log(`kept ${recipes.length} recipes, 3 notebooks and 3 saved states in ${folder}`);
