import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { familyName } from '../src/deck/findable.ts';
import { DECK } from '../src/deck/data.ts';
import { labelledItems, loadLabelled } from '../src/deck/labelled.ts';
import { taskName } from '../src/deck/task-name.ts';
import { adapterForCandidate } from '../src/library/candidate-adapter.ts';
import { deal } from '../src/recipe/deal.ts';
import { packMatters } from '../src/recipe/prompt-use.ts';
import { root } from './files.ts';
import { readMedia } from './templates/media.ts';

/** The pages about the deck: docs/deck.md and docs/credits.md. */

/** Hands that are dealt for the shares on the page. */
const SEEDS = 4000;

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** How often each topic and pack is dealt, and in how many hands the pack changes nothing. */
function dealShares(): {
  readonly share: (key: string) => string;
  readonly withoutEffect: number;
} {
  const counts = new Map<string, number>();
  let withoutEffect = 0;
  const adapterFor = adapterForCandidate(DECK);
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const { topic, prompt_cards, model_card } = deal({ seed, deck: DECK, adapterFor }).recipe;
    const model = DECK.models.find(({ id }) => id === model_card.id);
    const task = model ? adapterFor(model) : null;
    const pack = DECK.prompts.find(({ id }) => id === prompt_cards.pack);
    if (task && pack && !packMatters(task.samples, pack)) withoutEffect += 1;
    for (const key of ['id' in topic ? topic.id : '', prompt_cards.pack ?? ''])
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return {
    share: (key) => `${(((counts.get(key) ?? 0) / SEEDS) * 100).toFixed(1)} %`,
    withoutEffect,
  };
}

export async function deckPage(note: string): Promise<string> {
  const labelled = await loadLabelled();
  const { share, withoutEffect } = dealShares();
  const items = (id: string, split: 'show' | 'measure'): number => {
    const topic = DECK.topics.find((one) => one.id === id);
    const found = labelled.find((one) => one.id === id);
    return topic && found ? labelledItems(found, topic, split).length : 0;
  };
  const tasks = [...new Set(DECK.models.map(({ task }) => task))].sort();
  const media = readMedia();
  return [
    '# The deck',
    note,
    table(
      ['cards', 'number'],
      [
        ['topics', DECK.topics.length],
        ['prompt packs', DECK.prompts.length],
        ['models', DECK.models.length],
        ['languages', DECK.languages.length + 1],
        ['shared pictures', media.pictures.length],
        ['shared sounds', media.sounds.length],
        ['difficulties', DECK.difficulties.length],
        ['UI components', DECK.components.length],
      ],
    ),
    `Shares are those of ${String(SEEDS)} dealt hands; a fair share of a topic is ${(100 / DECK.topics.length).toFixed(1)} %, of a pack ${(100 / DECK.prompts.length).toFixed(1)} %. In ${String(withoutEffect)} of these hands the model takes no prompts that any pack could change, and the card says so.`,
    '## Topics',
    table(
      ['', 'topic', 'id', 'items shown', 'items only measured', 'picture', 'share'],
      DECK.topics.map(({ emoji, name, id, image }) => [
        emoji,
        name,
        `\`${id}\``,
        items(id, 'show'),
        items(id, 'measure'),
        image.picture ?? 'its own drawing',
        share(id),
      ]),
    ),
    '## Prompt packs',
    table(
      ['', 'pack', 'id', 'family', 'matters for', 'prompts', 'share'],
      DECK.prompts.map((pack) => [
        pack.emoji,
        pack.name,
        `\`${pack.id}\``,
        familyName(pack.family),
        pack.for.join(', '),
        pack.prompts.length,
        share(pack.id),
      ]),
    ),
    '## Models',
    table(
      ['task', 'models'],
      tasks.map((task) => [
        taskName(task),
        DECK.models.filter((model) => model.task === task).length,
      ]),
    ),
  ].join('\n\n');
}

export function creditsPage(note: string): string {
  const { pictures, sounds } = readMedia();
  const file = (id: string) => join(root, 'cards/pictures', `${id}.jpg`);
  const photographs = pictures.filter(({ id }) => existsSync(file(id)));
  const drawings = pictures.filter(({ id }) => !existsSync(file(id)));
  return [
    '# Credits',
    note,
    'Where pictures and sounds of the deck come from. A notebook that carries a photograph says the same beside it.',
    '## Photographs',
    table(
      ['file', 'title', 'by', 'licence', 'from', 'bytes'],
      photographs.map(({ id, credit }) => [
        `\`${id}.jpg\``,
        credit?.title ?? '',
        credit?.by ?? '',
        credit?.licence ?? '',
        credit?.source ?? '',
        statSync(file(id)).size,
      ]),
    ),
    'Each was made smaller and saved as JPEG; nothing else was changed.',
    '## Drawings',
    `Drawn by the code beside their cards, under the licence of this repository: ${drawings.map(({ id }) => `\`${id}\``).join(', ')}, and the drawings of topics of their own, \`core/cards/topics/<id>.py\`.`,
    '## Sounds',
    `Made by the code beside their cards, under the licence of this repository: ${sounds.map(({ id }) => `\`${id}\``).join(', ')}, and the sounds of topics of their own. No recording is in the deck, and no spoken sentence.`,
  ].join('\n\n');
}
