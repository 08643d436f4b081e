/**
 * A page with nothing but the panel, for its tests: the real deck, Hub client
 * and generator; notebooks end up in `window.notebooks`.
 */
import { createHub, DECK, loadRuff, type Notebook } from '../../../core/src/index.ts';
import { breathe } from '../../../core/src/panel/breathe.ts';
import { createDesk } from '../../../core/src/panel/desk/desk.ts';
import { PanelStateSchema, type PanelHost } from '../../../core/src/panel/protocol/index.ts';
import { createPanel } from '../../../core/src/panel/register.ts';

declare global {
  interface Window {
    notebooks: Notebook[];
  }
}

const desk = createDesk({
  deck: DECK,
  hub: createHub({
    endpoint: new URLSearchParams(location.search).get('hub') ?? location.origin,
    fetch: (url, init) => fetch(url, init),
    retry: { tries: 1 },
  }),
  linter: () => loadRuff(() => new URL('/ruff.wasm', location.href)),
  breathe,
  random: Math.random,
});

window.notebooks = [];
const host: PanelHost = {
  ...desk,
  hello: async () => ({
    editor: 'Panel',
    targets: [
      { id: 'new', label: 'A new notebook', blocked: null },
      { id: 'open', label: 'open.ipynb', blocked: null },
      { id: 'locked', label: 'locked.ipynb', blocked: 'locked.ipynb is read-only.' },
    ],
    ...desk.options,
    state:
      PanelStateSchema.safeParse(JSON.parse(localStorage.getItem('panel') ?? 'null')).data ?? null,
  }),
  generate: async ({ hand, target, remixOf }, call) => {
    const { notebook, findings } = await desk.make(hand, call, remixOf);
    if (!notebook) {
      return { status: 'refused', cells: 0, where: '', findings: [...findings], next: [] };
    }
    window.notebooks.push(notebook);
    return {
      status: 'done',
      cells: notebook.cells.length,
      where: `${target}.ipynb`,
      findings: [...findings],
      next: [{ id: 'page', label: 'Read on', detail: '', url: 'https://example.com/' }],
    };
  },
  follow: async () => undefined,
  connections: async () => [
    { what: 'hub', state: 'set', text: 'Models: Hugging Face' },
    { what: 'server', state: 'none', text: 'Sharing: no server is set' },
  ],
  save: async (state) => localStorage.setItem('panel', JSON.stringify(state)),
};
document.body.append(createPanel(host));
