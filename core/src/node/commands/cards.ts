import { DECK } from '../../deck/data.ts';
import { findCards } from '../../deck/find.ts';
import { modelCard, packCard, plainCard } from '../../deck/findable.ts';
import { formatCount } from '../../hub/format.ts';
import { CommandError, EXIT } from '../exit.ts';
import { table } from '../terminal.ts';

const TYPES = ['models', 'prompts', 'topics', 'difficulties', 'components'] as const;
type CardType = (typeof TYPES)[number];

const isType = (text: string): text is CardType => TYPES.some((type) => type === text);

type DeckCard = (typeof DECK)[CardType][number];

const aboutCard = (card: DeckCard) =>
  'task' in card ? modelCard(card) : 'family' in card ? packCard(card) : plainCard(card);

/** `alacard cards TYPE`: what the deck holds. */
export interface CardsOptions {
  search?: string;
  json?: boolean;
}

export function cards(type: string, options: CardsOptions): void {
  if (!isType(type)) {
    throw new CommandError(EXIT.usage, `There are no "${type}" cards. Types: ${TYPES.join(', ')}.`);
  }
  const found = findCards<DeckCard>(DECK[type], options.search ?? '', aboutCard);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const rows = found.map((card) =>
    'name' in card
      ? [card.id, card.name, card.summary]
      : [card.id, card.task, `${formatCount(card.parameters)} parameters`, card.licence],
  );
  process.stdout.write(rows.length > 0 ? `${table(rows)}\n` : '');
}
