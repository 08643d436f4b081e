import {
  baseName,
  createHub,
  DECK,
  hubWithDeck,
  loadRuff,
  notebookText,
  type Notebook,
} from '@alacard/core';
import { breathe, openShareDialog } from '@alacard/core/panel';
import {
  createDesk,
  PanelStateSchema,
  type NextStep,
  type Outcome,
  type PanelHost,
  type PanelState,
} from '@alacard/core/panel/host';
import {
  LicenceSchema,
  prepareShare,
  shareMarkEdits,
  shareNotebook,
  type ShareAbout,
  type ShareDone,
  type Sharing,
} from '@alacard/core/sharing';
import { createTokenKeeper } from './tokens.ts';

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
  detail: 'Put it on this server. You are asked for its title, its licence and who can see it.',
};

/** The panel on a web page: notebooks are made in the browser and downloaded. */
export function createBrowserHost(options: BrowserHostOptions): PanelHost {
  const { hub: endpoint, server, sharing } = options;
  const asked = createHub({
    endpoint,
    // The page may reach its own server only, and needs to reach no other.
    fetch: (url, init) => fetch(`/hub${url.slice(endpoint.length)}`, init),
    retry: { tries: 2 },
  });
  const hub = hubWithDeck(asked, { deck: DECK });
  const linter = () => loadRuff(() => options.ruff);
  const { make, ...desk } = createDesk({ deck: DECK, hub, linter, breathe, random: Math.random });
  let last: Notebook | null = null;
  /** What was said when `last` was shared. */
  let shared: { readonly of: Notebook; readonly about: ShareAbout } | null = null;

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
    // The page of a server plays at that server: there is nothing to set, and nothing to try.
    connections: () => Promise.resolve([]),
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

  /** Asks what there is to say about the notebook, then shares it. */
  async function share(notebook: Notebook): Promise<void> {
    const { id, sha } = notebook.metadata.alacard.model;
    const facts = await hub.modelFacts(id, sha || undefined);
    const prepare = (outputs: 'keep' | 'strip') =>
      prepareShare(notebook, { outputs, facts: facts.ok ? facts.value : null });
    const draft = prepare('keep').draft;
    let token: string | undefined;
    const manageTokens = createTokenKeeper((value) => {
      token = value;
    });
    const before = shared?.of === notebook ? shared.about : null;
    const done = await openShareDialog({
      server,
      again: before !== null,
      about: before ?? {
        title: draft?.suggestedTitle ?? '',
        description: '',
        // Who remixes keeps the terms of the parent, until they choose otherwise.
        licence: LicenceSchema.catch('MIT').parse(draft?.remixOf?.licence),
        is_public: true,
      },
      prepare,
      share: async (wanted, about, signal) => {
        const answer = await shareNotebook(wanted, about, {
          sharing,
          server,
          manageTokens,
          signal,
        });
        if (!answer.ok) return answer;
        const { mark, findings } = answer.value;
        // What is downloaded again carries the link, and sharing again makes a version.
        last = noted(notebook, mark);
        shared = { of: last, about };
        const copied = await copy(mark.url);
        const kept = token === undefined ? [] : [tokenFinding(token)];
        return { ok: true, value: { ...answer.value, findings: [...kept, ...findings], copied } };
      },
      copy,
    });
    if (done !== null) options.onShared(done, token);
  }
}

/** The notebook with the mark and the link of where it was shared. */
function noted(notebook: Notebook, mark: ShareDone['mark']): Notebook {
  const { metadata, cell } = shareMarkEdits(notebook, mark);
  const cells = notebook.cells.map((one, index) =>
    index === cell?.index ? { ...one, source: cell.source, metadata: cell.metadata } : one,
  );
  // SAFETY: the edits change a source, a hash and a mark, each for one of its own kind.
  return { ...notebook, metadata, cells } as unknown as Notebook;
}

const tokenFinding = (token: string) => ({
  code: 'manage-token',
  severity: 'info' as const,
  message: `Keep this manage token: with it you can change or delete the notebook on its page. It is shown once. ${token}`,
});

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that are not served over https have no clipboard.
    return false;
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
