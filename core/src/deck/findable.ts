import type { CuratedModel, Deck, PromptPack } from './schema.ts';
import type { Findable } from './find.ts';
import { taskName } from './task-name.ts';

/** What the cards of each kind are found by. */

const FAMILIES: Readonly<Record<PromptPack['family'], string>> = {
  'quick-start': 'Quick start',
  'real-world': 'Real world',
  creative: 'Creative',
  domain: 'Domain-specific',
};

/** The family of a prompt pack in words. */
export const familyName = (family: PromptPack['family']): string => FAMILIES[family];

export const modelCard = ({ id, task, summary }: CuratedModel): Findable => ({
  id,
  name: id.slice(id.lastIndexOf('/') + 1),
  category: taskName(task),
  summary,
});

export const packCard = ({ id, name, family, summary }: PromptPack): Findable => ({
  id,
  name,
  category: familyName(family),
  summary,
});

/** Topics, difficulties and components. */
export const plainCard = ({
  id,
  name,
  summary,
}: Pick<Deck['topics'][number], 'id' | 'name' | 'summary'>): Findable => ({
  id,
  name,
  category: '',
  summary,
});
