import { baseName, createHub, DECK, loadRuff, notebookText, type Notebook } from '@alacard/core';
import { breathe } from '@alacard/core/panel';
import {
  createDesk,
  PanelStateSchema,
  type NextStep,
  type Outcome,
  type PanelHost,
  type PanelState,
} from '@alacard/core/panel/host';
import { prepareShare, shareNotebook, type ShareDone, type Sharing } from '@alacard/core/sharing';

export interface BrowserHostOptions {
  /** Address of the Hub; its questions go through this server. */
  readonly hub: string;
  /** Address of Ruff's WebAssembly. */
  readonly ruff: URL;
  readonly server: string;
  readonly sharing: Sharing;
  /** What lies on the table before anybody has dealt. */
  readonly first: PanelState | null;
  /** Told what was shared, and the manage token when nobody owns it. */
  readonly onShared: (done: ShareDone, manageToken: string | undefined) => void;
}

const STORE = 'alacard-panel';
const FILE: NextStep = {
  id: 'download',
  label: 'Download again',
  detail: 'Open it in JupyterLab, VS Code or Colab, and run it from top to bottom.',
};
const SHARE: NextStep = {
  id: 'share',
  label: 'Share it',
  detail: 'Put it on this server for everybody to see and to remix, under the MIT licence.',
};

/** The panel on a web page: notebooks are made in the browser and downloaded. */
export function createBrowserHost(options: BrowserHostOptions): PanelHost {
  const { hub: endpoint, server, sharing } = options;
  const hub = createHub({
    endpoint,
    // The page may reach its own server only, and needs to reach no other.
    fetch: (url, init) => fetch(`/hub${url.slice(endpoint.length)}`, init),
    retry: { tries: 2 },
  });
  const linter = () => loadRuff(() => options.ruff);
  const { make, ...desk } = createDesk({ deck: DECK, hub, linter, breathe, random: Math.random });
  let last: Notebook | null = null;

  return {
    ...desk,
    hello: async () => ({
      editor: 'your browser',
      targets: [{ id: 'file', label: 'A file to download', blocked: null }],
      ...desk.options,
      state: savedState() ?? options.first,
    }),
    async generate({ hand, remixOf }, call) {
      const { notebook, findings } = await make(hand, call, remixOf);
      if (notebook === null) return refused(findings);
      last = notebook;
      const page: NextStep = {
        id: 'model',
        label: 'Read the model’s page',
        detail: 'Licence, limits and training data.',
        url: `${endpoint}/${notebook.metadata.alacard.model.id}`,
      };
      return {
        status: 'done',
        cells: notebook.cells.length,
        where: download(notebook),
        findings: [...findings],
        next: [SHARE, FILE, page],
      };
    },
    async follow({ id }) {
      if (last === null) return;
      if (id === 'download') download(last);
      if (id === 'share') await share(last);
    },
    save: async (state) => {
      try {
        localStorage.setItem(STORE, JSON.stringify(state));
      } catch {
        // Storage may be switched off; the hand then lasts as long as the page.
      }
    },
  };

  async function share(notebook: Notebook): Promise<void> {
    const { id, sha } = notebook.metadata.alacard.model;
    const facts = await hub.modelFacts(id, sha);
    const { draft, findings } = prepareShare(notebook, {
      outputs: 'strip',
      facts: facts.ok ? facts.value : null,
    });
    if (draft === null) throw new Error(findings.map(({ message }) => message).join(' '));
    let token: string | undefined;
    const about = {
      title: draft.suggestedTitle,
      description: '',
      licence: 'MIT',
      is_public: true,
    } as const;
    const shared = await shareNotebook(draft, about, {
      sharing,
      server,
      manageTokens: {
        get: async () => undefined,
        set: async (_server, _id, value) => {
          token = value;
        },
      },
    });
    if (!shared.ok) throw new Error(shared.problem.detail);
    options.onShared(shared.value, token);
  }
}

function savedState(): PanelState | null {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(STORE) ?? 'null');
    return PanelStateSchema.safeParse(saved).data ?? null;
  } catch {
    return null;
  }
}

const refused = (findings: readonly Outcome['findings'][number][]): Outcome => ({
  status: 'refused',
  cells: 0,
  where: '',
  findings: [...findings],
  next: [],
});

/** @returns the name of the file. */
function download(notebook: Notebook): string {
  const name = `${baseName(notebook)}.ipynb`;
  const file = new Blob([notebookText(notebook)], { type: 'application/x-ipynb+json' });
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(file),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return name;
}
