import { DECK } from '@alacard/core';
import {
  FilterSchema,
  GALLERY_SORTS,
  TIMEFRAMES,
  type BrowseQuery,
  type Filter,
} from '@alacard/core/sharing';
import { l10n, window } from '../vscode.ts';

type Order = BrowseQuery['order'];

export function orderWords(order: Order): string {
  const words: Readonly<Record<Order, string>> = {
    '24h': l10n.t('trending in 24 hours'),
    '7d': l10n.t('trending in 7 days'),
    '30d': l10n.t('trending in 30 days'),
    newest: l10n.t('newest first'),
    remixes: l10n.t('most remixed first'),
    downloads: l10n.t('most downloaded first'),
    views: l10n.t('most viewed first'),
  };
  return words[order];
}

export async function askOrder(current: Order): Promise<Order | undefined> {
  const chosen = await window.showQuickPick(
    [...TIMEFRAMES, ...GALLERY_SORTS].map((order) => ({
      label: orderWords(order),
      description: order === current ? l10n.t('now') : '',
      order,
    })),
    { title: l10n.t('Show') },
  );
  return chosen?.order;
}

type Field = 'difficulty' | 'component' | 'topic' | 'task';

const fieldWords = (field: Field): string =>
  ({
    difficulty: l10n.t('Difficulty'),
    component: l10n.t('Component'),
    topic: l10n.t('Topic'),
    task: l10n.t('Task'),
  })[field];

interface Choice {
  readonly label: string;
  readonly id: string;
}

function choices(field: Field): Choice[] {
  const { difficulties, components, topics, models } = DECK;
  const named = (cards: readonly { id: string; name: string; emoji: string }[]): Choice[] =>
    cards.map(({ id, name, emoji }) => ({ label: `${emoji} ${name}`, id }));
  if (field === 'difficulty') return named(difficulties);
  if (field === 'component') return named(components);
  if (field === 'topic') return named(topics);
  return [...new Set(models.map(({ task }) => task))].sort().map((id) => ({ label: id, id }));
}

const FIELDS = ['difficulty', 'component', 'topic', 'task'] as const satisfies readonly Field[];

export function filterWords(filter: Filter): string {
  const set = FIELDS.flatMap((field) => filter[field] ?? []);
  return set.length === 0 ? l10n.t('none') : set.join(', ');
}

/** The filter with one field changed; undefined when the person went away. */
export async function askFilter(filter: Filter): Promise<Filter | undefined> {
  const chosen = await window.showQuickPick(
    FIELDS.map((field) => ({
      label: fieldWords(field),
      description: filter[field] ?? l10n.t('any'),
      field,
    })),
    { title: l10n.t('Filter') },
  );
  if (!chosen) return undefined;
  const { field } = chosen;
  const any = { label: l10n.t('any'), id: '' };
  const value = await window.showQuickPick([any, ...choices(field)], {
    title: fieldWords(field),
    matchOnDescription: true,
  });
  if (!value) return undefined;
  return FilterSchema.parse({ ...filter, [field]: value.id || undefined });
}
