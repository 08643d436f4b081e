import type { CuratedModel, Deck, PromptPack } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import type { Route, UiComponentId } from '../deck/shapes.ts';
import type { Finding } from '../findings/finding.ts';
import {
  compatibleComponents,
  isCompatible,
  nearestComponent,
  UNIVERSAL_COMPONENTS,
} from './compatibility.ts';
import { packMatters } from './prompt-use.ts';
import { pick, pickWeighted, randomAt } from './random.ts';
import { RECIPE_VERSION, type Recipe } from './schema.ts';

/** A model that may be dealt: a row of the curated list, or of an answer of the Hub. */
export interface ModelCandidate extends Pick<CuratedModel, 'id' | 'downloads'> {
  /** Pipeline tag, library and tags as the Hub gives them. */
  readonly task: string | null;
  readonly library: string | null;
  readonly tags: readonly string[];
  /** Number of parameters, where the list tells it: large models go through the API. */
  readonly parameters?: number | null;
}

export interface DealOptions {
  /** Any whole number. The same seed, deck, locks and candidates give the same hand. */
  readonly seed: number;
  readonly deck: Pick<Deck, 'models' | 'topics' | 'prompts' | 'difficulties'>;
  /** Cards that stay as they are. */
  readonly locked?: Partial<Recipe>;
  /** Models to choose from; the deck's curated list when absent or empty. */
  readonly candidates?: readonly ModelCandidate[];
  /** The task adapter a model gets, or null when that cannot be told. */
  readonly adapterFor: (candidate: ModelCandidate) => TaskAdapter | null;
}

export interface Dealt {
  readonly recipe: Recipe;
  readonly findings: readonly Finding[];
}

/** How much popularity counts: 1 would give nearly every hand to the top ten, 0 nothing to popularity. */
const DAMPING = 0.3;

/** Draws of one seed, one for each card, in an order that must not change. */
const DRAW = { model: 0, prompts: 1, topic: 2, difficulty: 3, component: 4 };

/** What runs on the reader's machine comes first, then what needs a token, then what cannot be run. */
const ROUTE_ORDER: readonly Route[] = ['local', 'api', 'inspect'];

/**
 * Deal a sensible random hand: models by popularity, dampened, and evened out
 * over the tasks; difficulty by the weights of the deck; topics and compatible UI
 * components evenly, and prompt packs among those that change the task's examples. Locked cards are kept and constrain the
 * others. Two locked cards that do not fit are kept too, with a finding.
 * Throws when the deck has no models, topics, packs or difficulties.
 */
export function deal(options: DealOptions): Dealt {
  const { seed, deck, locked = {} } = options;
  const random = (draw: number) => randomAt(seed, draw);
  const findings: Finding[] = [];

  const { card, adapter } = locked.model_card
    ? { card: locked.model_card, adapter: adapterOfLocked(locked.model_card.id, options) }
    : dealModel(options, random(DRAW.model), findings);

  const component = locked.ui_component ?? dealComponent(adapter, random(DRAW.component));
  if (adapter && locked.ui_component && locked.model_card) {
    findings.push(...nearestComponent(component, adapter).findings);
  }
  const difficulty = pickWeighted(deck.difficulties, (one) => one.weight, random(DRAW.difficulty));
  const recipe: Recipe = {
    version: RECIPE_VERSION,
    model_card: card,
    prompt_cards: locked.prompt_cards ?? {
      pack: needed(pick(packsFor(adapter, deck.prompts), random(DRAW.prompts)), 'prompt packs').id,
    },
    topic: locked.topic ?? { id: needed(pick(deck.topics, random(DRAW.topic)), 'topics').id },
    difficulty: locked.difficulty ?? needed(difficulty, 'difficulties').id,
    ui_component: component,
  };
  return { recipe, findings };
}

/**
 * Chance of each candidate relative to the others: downloads to the power 0.3,
 * divided by the square root of the number of candidates with the same task.
 * Within a task, a more popular model never gets less.
 */
export function dealWeights(candidates: readonly ModelCandidate[]): Map<string, number> {
  const perTask = new Map<string | null, number>();
  for (const { task } of candidates) perTask.set(task, (perTask.get(task) ?? 0) + 1);
  return new Map(
    candidates.map(({ id, task, downloads }) => [
      id,
      (1 + Math.max(0, downloads)) ** DAMPING / Math.sqrt(perTask.get(task) ?? 1),
    ]),
  );
}

interface DealtModel {
  readonly card: Recipe['model_card'];
  readonly adapter: TaskAdapter | null;
}

function dealModel(options: DealOptions, random: number, findings: Finding[]): DealtModel {
  const { deck, locked, adapterFor } = options;
  const pools = [options.candidates ?? [], deck.models].map((pool) =>
    pool.flatMap((candidate) => {
      const adapter = adapterFor(candidate);
      return adapter ? [{ candidate, adapter }] : [];
    }),
  );
  const wanted = locked?.ui_component;
  for (const pool of pools) {
    const fitting = wanted ? pool.filter(({ adapter }) => isCompatible(wanted, adapter)) : pool;
    const found = pickByRoute(fitting, random);
    if (found) return { card: { id: found.candidate.id }, adapter: found.adapter };
  }
  const any = needed(
    pools.map((pool) => pickByRoute(pool, random)).find((one) => one !== undefined),
    'models',
  );
  if (wanted) findings.push(...nearestComponent(wanted, any.adapter).findings);
  return { card: { id: any.candidate.id }, adapter: any.adapter };
}

interface Choice {
  readonly candidate: ModelCandidate;
  readonly adapter: TaskAdapter;
}

function pickByRoute(choices: readonly Choice[], random: number): Choice | undefined {
  for (const route of ROUTE_ORDER) {
    const pool = choices.filter(({ adapter }) => adapter.route === route);
    const weights = dealWeights(pool.map(({ candidate }) => candidate));
    const found = pickWeighted(pool, ({ candidate }) => weights.get(candidate.id) ?? 0, random);
    if (found) return found;
  }
  return undefined;
}

/** A locked model may be one that no list knows: the caller may still know its adapter. */
function adapterOfLocked(id: string, options: DealOptions): TaskAdapter | null {
  const known = [...(options.candidates ?? []), ...options.deck.models].find(
    (one) => one.id === id,
  );
  return options.adapterFor(known ?? { id, task: null, library: null, tags: [], downloads: 0 });
}

/** The packs that change something for a task; all of them where none does, and the card says so. */
function packsFor(
  adapter: TaskAdapter | null,
  packs: readonly PromptPack[],
): readonly PromptPack[] {
  const useful = adapter ? packs.filter((one) => packMatters(adapter.samples, one)) : [];
  return useful.length > 0 ? useful : packs;
}

function dealComponent(adapter: TaskAdapter | null, random: number): UiComponentId {
  const fitting = adapter ? compatibleComponents(adapter) : UNIVERSAL_COMPONENTS;
  return needed(pick<UiComponentId>(fitting, random), 'UI components');
}

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the deck has no ${what} to deal`);
  return value;
}
