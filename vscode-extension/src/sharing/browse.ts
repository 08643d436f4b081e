import { browseShared, type BrowseQuery, type NotebookSummary } from '@alacard/core/sharing';
import type { App } from '../app/app.ts';
import { env, l10n, ThemeIcon, Uri, window } from '../vscode.ts';
import { sharingAt } from './clients.ts';
import { entryOf, plain, type ListEntry } from './entries.ts';
import { askFilter, askOrder, filterWords, orderWords } from './filters.ts';

const FIRST: BrowseQuery = { order: '7d', text: '', filter: {}, cursor: null };
/** Milliseconds of quiet after which what was typed is searched for. */
const QUIET = 250;

/** A list of public notebooks to choose from. @returns the chosen one's share id, or null. */
export async function browse(app: App, server: string): Promise<string | null> {
  let query = FIRST;
  for (;;) {
    const chosen = await choose(app, server, query);
    query = chosen.query;
    if (chosen.action === 'order') {
      query = { ...query, order: (await askOrder(query.order)) ?? query.order, cursor: null };
    } else if (chosen.action === 'filter') {
      query = { ...query, filter: (await askFilter(query.filter)) ?? query.filter, cursor: null };
    } else {
      return chosen.notebook?.share_id ?? null;
    }
  }
}

interface Chosen {
  readonly query: BrowseQuery;
  readonly notebook?: NotebookSummary;
  readonly action?: 'order' | 'filter';
}

/** Shows the list until an entry is chosen, its order or filter is to be changed, or it is left. */
function choose(app: App, server: string, start: BrowseQuery): Promise<Chosen> {
  const sharing = sharingAt(server, app);
  const pick = window.createQuickPick<ListEntry>();
  let query = { ...start, cursor: null as string | null };
  let found: readonly NotebookSummary[] = [];
  let next: string | null = null;
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (notice?: string): void => {
    pick.items = [...controls(query), ...found.map(entryOf), ...last(notice, next)];
  };
  const load = async (cursor: string | null): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    pick.busy = true;
    const page = await browseShared({ ...query, cursor }, sharing, signal);
    if (signal.aborted) return;
    pick.busy = false;
    if (page.ok) {
      found = cursor === null ? page.value.notebooks : [...found, ...page.value.notebooks];
      next = page.value.next;
      draw(found.length === 0 ? nothing(query) : undefined);
    } else {
      found = [];
      next = null;
      draw(plain(`${page.problem.title}. ${page.problem.detail}`));
    }
  };

  pick.title = l10n.t('Shared Notebooks on {0}', server);
  pick.placeholder = l10n.t('Search, or choose a notebook to remix');
  pick.ignoreFocusOut = true;
  pick.value = query.text;
  draw();
  const { promise, resolve } = Promise.withResolvers<Chosen>();
  pick.onDidChangeValue((text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      query = { ...query, text: text.trim() };
      void load(null);
    }, QUIET);
  });
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.notebook) void env.openExternal(Uri.parse(item.notebook.notebook_url, true));
  });
  pick.onDidAccept(() => {
    const [item] = pick.selectedItems;
    if (item?.action === 'more') void load(next);
    else if (item?.action) resolve({ query, action: item.action });
    else if (item?.notebook) resolve({ query, notebook: item.notebook });
  });
  pick.onDidHide(() => resolve({ query }));
  pick.show();
  void load(null);
  return promise.finally(() => {
    clearTimeout(timer);
    asking.abort();
    pick.dispose();
  });
}

const controls = ({ order, filter }: BrowseQuery): ListEntry[] => [
  {
    label: l10n.t('Show: {0}', orderWords(order)),
    iconPath: new ThemeIcon('calendar'),
    alwaysShow: true,
    action: 'order',
  },
  {
    label: l10n.t('Filter: {0}', filterWords(filter)),
    iconPath: new ThemeIcon('filter'),
    alwaysShow: true,
    action: 'filter',
  },
];

const nothing = ({ text, filter }: BrowseQuery): string =>
  text === '' && Object.values(filter).every((value) => value === undefined)
    ? l10n.t('Nothing is shared here yet.')
    : l10n.t('No shared notebook goes with this search and filter.');

function last(notice: string | undefined, next: string | null): ListEntry[] {
  if (notice !== undefined) return [{ label: notice, alwaysShow: true }];
  if (next === null) return [];
  const label = l10n.t('More …');
  return [{ label, iconPath: new ThemeIcon('arrow-down'), alwaysShow: true, action: 'more' }];
}
