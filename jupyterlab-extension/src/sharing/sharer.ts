import { DECK, type Hub } from '@alacard/core';
import { openBrowseDialog, openShareDialog } from '@alacard/core/panel';
import { browseOptions, type PanelDriver } from '@alacard/core/panel/host';
import {
  aboutSharing,
  browseShared,
  LicenceSchema,
  openShared,
  parseShareRef,
  prepareShare,
  sharedMarks,
  sharedModel,
  shareNotebook,
  TIMEFRAMES,
  type ManageTokens,
  type ShareAbout,
  type ShareRef,
} from '@alacard/core/sharing';
import { Clipboard, Dialog, InputDialog, showDialog } from '@jupyterlab/apputils';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { CommandIDs, SIDEBAR_ID } from '../ids.ts';
import type { Settings } from '../settings.ts';
import { ownServer, sharingAt } from './client.ts';
import { noteShare } from './note.ts';

export interface SharerParts {
  readonly app: JupyterFrontEnd;
  readonly hub: Hub;
  readonly settings: () => Settings;
  readonly tokens: ManageTokens;
  readonly driver: PanelDriver;
}

/** Milliseconds that facts which are only nice to have are waited for. */
const SHORT = 4000;

/** Sharing from this page: dialogs, the sharing server, and the notebook that is open. */
export class Sharer {
  readonly #parts: SharerParts;

  constructor(parts: SharerParts) {
    this.#parts = parts;
  }

  /** Asks what there is to say about the notebook, shares it, and notes its link in it. */
  async share(panel: NotebookPanel | null): Promise<void> {
    const { settings, tokens } = this.#parts;
    const server = await this.#server('share a notebook');
    if (server === null) return;
    if (!panel) {
      await say('No notebook is open', 'Open the notebook that you want to share, then try again.');
      return;
    }
    await panel.context.ready;
    const ipynb = panel.content.model?.toJSON();
    const sharing = sharingAt(server, settings());
    const [facts, again] = await Promise.all([this.#facts(ipynb), this.#before(ipynb, server)]);
    const prepare = (outputs: 'keep' | 'strip') => prepareShare(ipynb, { outputs, facts });
    const draft = prepare('keep').draft ?? prepare('strip').draft;
    await openShareDialog({
      server,
      again: again !== null,
      about: again ?? {
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
          manageTokens: tokens,
          signal,
        });
        if (!answer.ok) return answer;
        const { mark, findings } = answer.value;
        const trouble = noteShare(panel, mark);
        const noted = trouble === null ? [] : [aboutSharing('not-noted', { why: trouble })];
        const copied = await copy(mark.url);
        return { ok: true, value: { ...answer.value, findings: [...findings, ...noted], copied } };
      },
      copy,
    });
  }

  /** Shows what is trending, and opens what is chosen there. */
  async browse(timeframe: unknown): Promise<void> {
    const server = await this.#server('browse shared notebooks');
    if (server === null) return;
    const sharing = sharingAt(server, this.#parts.settings());
    const ref = await openBrowseDialog({
      server,
      options: browseOptions(DECK),
      order: TIMEFRAMES.find((one) => one === timeframe) ?? '7d',
      browse: (query, signal) => browseShared(query, sharing, signal),
    });
    if (ref) await this.open(ref);
  }

  /** Opens the shared notebook that a link or an id stands for; asks for it when there is none. */
  async remix(link: string | null): Promise<void> {
    const text = link ?? (await askForLink());
    if (text === null) return;
    const own = ownServer(this.#parts.settings());
    const ref = parseShareRef(text, own);
    if (ref) await this.open(ref);
    else
      await say(
        'This is no link to a shared notebook',
        `Give the address of its page (https://…/n/…), or the 12 characters of its id${own === null ? ' when a sharing server is set in the settings' : ''}. Servers that are not on this machine have to be asked over https.`,
      );
  }

  /** Lays the cards of a shared notebook on the table. */
  async open(ref: ShareRef): Promise<void> {
    const { app, driver, settings } = this.#parts;
    const own = ownServer(settings());
    if (ref.server !== own && !(await askAboutServer(ref.server))) return;
    const answer = await openShared(ref, sharingAt(ref.server, settings()));
    if (!answer.ok) {
      await say('The shared notebook cannot be opened', answer.problem.detail);
      return;
    }
    const { recipe, remixOf } = answer.value;
    const { model_card, prompt_cards, topic, difficulty, ui_component } = recipe;
    const hand = { model_card, prompt_cards, topic, difficulty, ui_component };
    app.shell.activateById(SIDEBAR_ID);
    await driver.lay({ hand, remixOf });
  }

  async #server(wish: string): Promise<string | null> {
    const { app, settings } = this.#parts;
    const server = ownServer(settings());
    if (server !== null) return server;
    const canOpen = app.commands.hasCommand(CommandIDs.openSettings);
    const { button } = await showDialog({
      title: 'No sharing server is set',
      body: `To ${wish}, enter the address of a sharing server in the settings of Alacard. To run one on this machine, see docs/self-hosting.md of Alacard.`,
      buttons: [
        Dialog.cancelButton(),
        ...(canOpen ? [Dialog.okButton({ label: 'Open Settings' })] : []),
      ],
    });
    if (button.accept) await app.commands.execute(CommandIDs.openSettings);
    return null;
  }

  async #facts(ipynb: unknown) {
    const model = sharedModel(ipynb);
    if (!model) return null;
    const signal = AbortSignal.timeout(SHORT);
    const answer = await this.#parts.hub.modelFacts(model.id, model.revision, { signal });
    return answer.ok ? answer.value : null;
  }

  /** What was said when the notebook was shared before, so that nothing of it is lost. */
  async #before(ipynb: unknown, server: string): Promise<ShareAbout | null> {
    const { settings, tokens } = this.#parts;
    const { shared } = sharedMarks(ipynb);
    if (shared?.server !== server) return null;
    const manageToken = await tokens.get(server, shared.share_id);
    if (manageToken === undefined && settings().serverToken === '') return null;
    const answer = await sharingAt(server, settings()).call('get', {
      params: { share_id: shared.share_id },
      signal: AbortSignal.timeout(SHORT),
      ...(manageToken === undefined ? {} : { manageToken }),
    });
    if (!answer.ok) return null;
    const { title, description, licence, is_public } = answer.value;
    return { title, description, licence, is_public };
  }
}

const say = async (title: string, body: string): Promise<void> => {
  await showDialog({ title, body, buttons: [Dialog.okButton({ label: 'Close' })] });
};

async function askForLink(): Promise<string | null> {
  const { value } = await InputDialog.getText({
    title: 'Remix a shared notebook',
    label: 'Its link, or its id on the server of the settings',
    placeholder: 'https://…/n/…',
    okLabel: 'Open',
  });
  return value?.trim() || null;
}

/** A link can come from anybody: nothing is asked of its server before the person agrees. */
async function askAboutServer(server: string): Promise<boolean> {
  const { button } = await showDialog({
    title: 'Open a notebook from this server?',
    body: `The link leads to ${server}, which is not the sharing server of your settings. Alacard will ask it for the cards of the notebook. No code is run, and no token is sent.`,
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: 'Open' })],
    defaultButton: 0,
  });
  return button.accept;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that are not served over https have no clipboard of that kind.
    try {
      Clipboard.copyToSystem(text);
      return document.hasFocus();
    } catch {
      return false;
    }
  }
}
