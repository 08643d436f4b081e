import type { Deck } from '../../deck/schema.ts';
import { taskName } from '../../deck/task-name.ts';
import type { BrowseOptions } from './desk.ts';

const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({
  id,
  label: name,
});

/** The filters of a list of shared notebooks, from the deck. */
export const browseOptions = (deck: Deck): BrowseOptions => ({
  tasks: [...new Set(deck.models.map(({ task }) => task))]
    .sort()
    .map((id) => ({ id, label: taskName(id) })),
  topics: [...deck.topics.map(named), { id: 'own', label: 'A topic of one’s own' }],
  difficulties: deck.difficulties.map(named),
  components: deck.components.map(named),
});
