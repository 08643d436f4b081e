import { DECK } from '../../deck/data.ts';
import { adapterForCandidate } from '../../library/candidate-adapter.ts';
import { deal as dealHand } from '../../recipe/deal.ts';
import { parseRecipe } from '../../recipe/parse.ts';
import { CARD_KEYS, type CardKey, type Recipe } from '../../recipe/schema.ts';
import { encodeRecipe } from '../../recipe/share-code.ts';
import { CommandError, EXIT } from '../exit.ts';
import { printFindings, table } from '../terminal.ts';

export interface DealFlags {
  readonly seed?: string;
  readonly lock: readonly string[];
  readonly json?: boolean;
}

const SHORT: Readonly<Record<string, CardKey>> = {
  model: 'model_card',
  prompts: 'prompt_cards',
  topic: 'topic',
  difficulty: 'difficulty',
  ui: 'ui_component',
};

/** `alacard deal`: a random sensible hand, offline. */
export function dealCommand(options: DealFlags): void {
  const seed =
    options.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(options.seed);
  if (!Number.isSafeInteger(seed)) {
    throw new CommandError(
      EXIT.usage,
      `--seed must be a whole number, not "${options.seed ?? ''}".`,
    );
  }
  const { recipe, findings } = dealHand({
    seed,
    deck: DECK,
    locked: locks(options.lock),
    adapterFor: adapterForCandidate(DECK),
  });
  printFindings(findings);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(recipe, null, 2)}\n`);
    return;
  }
  const rows = CARD_KEYS.map((key) => [key.replace('_', ' '), describe(recipe, key)]);
  process.stdout.write(`${table([...rows, ['share code', encodeRecipe(recipe)]])}\n`);
}

function describe(recipe: Recipe, key: CardKey): string {
  switch (key) {
    case 'model_card':
      return recipe.model_card.id;
    case 'prompt_cards':
      return 'prompts' in recipe.prompt_cards ? 'your own prompts' : recipe.prompt_cards.pack;
    case 'topic':
      return 'own' in recipe.topic ? recipe.topic.own : recipe.topic.id;
    default:
      return recipe[key];
  }
}

/** `card=value` pairs: `model=org/name`, `topic=legal`, `ui=gradio`. */
function locks(pairs: readonly string[]): Partial<Recipe> {
  const raw: Partial<Record<CardKey, unknown>> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0));
    const value = pair.slice(at + 1);
    const key = SHORT[name] ?? CARD_KEYS.find((one) => one === name);
    if (!key || !value) {
      throw new CommandError(
        EXIT.usage,
        `Cannot lock "${pair}". Write card=value with one of the cards ${Object.keys(SHORT).join(', ')}.`,
      );
    }
    raw[key] = lockedCard(key, value);
  }
  const parsed = parseRecipe({ ...EXAMPLE, ...raw });
  if (!parsed.recipe) {
    throw new CommandError(EXIT.usage, parsed.findings.map((finding) => finding.message).join(' '));
  }
  const whole = parsed.recipe;
  return Object.fromEntries(CARD_KEYS.filter((key) => key in raw).map((key) => [key, whole[key]]));
}

/** Stands in for the cards that are not locked, so that one schema checks the locked ones. */
const EXAMPLE: Recipe = {
  version: 1,
  model_card: { id: 'org/name' },
  prompt_cards: { pack: 'any' },
  topic: { id: 'any' },
  difficulty: 'beginner',
  ui_component: 'gradio',
};

function lockedCard(key: CardKey, value: string): unknown {
  if (key === 'model_card') return { id: value };
  if (key === 'prompt_cards') return { pack: known('prompt pack', value, DECK.prompts) };
  if (key === 'topic')
    return DECK.topics.some((one) => one.id === value) ? { id: value } : { own: value };
  return value;
}

function known(what: string, id: string, cards: readonly { id: string }[]): string {
  if (cards.some((card) => card.id === id)) return id;
  throw new CommandError(
    EXIT.usage,
    `There is no ${what} "${id}". Known: ${cards.map((card) => card.id).join(', ')}.`,
  );
}
