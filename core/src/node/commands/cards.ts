import { DECK } from '../../deck/data.ts';
import { formatCount } from '../../hub/format.ts';
import { CommandError, EXIT } from '../exit.ts';
import { table } from '../terminal.ts';

const TYPES = ['models', 'prompts', 'topics', 'difficulties', 'components'] as const;
type CardType = (typeof TYPES)[number];

const isType = (text: string): text is CardType => TYPES.some((type) => type === text);

/** `alacard cards TYPE`: what the deck holds. */
export function cards(type: string, options: { search?: string; json?: boolean }): void {
  if (!isType(type)) {
    throw new CommandError(EXIT.usage, `There are no "${type}" cards. Types: ${TYPES.join(', ')}.`);
  }
  const wanted = options.search?.toLowerCase() ?? '';
  const found = DECK[type].filter((card) => JSON.stringify(card).toLowerCase().includes(wanted));
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
