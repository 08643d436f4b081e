import type { Finding, ModelFacts } from '@alacard/core';
import { abortError } from '@alacard/core/panel/host';
import {
  prepareShare,
  sharedModel,
  shareNotebook,
  type ShareAbout,
  type ShareDone,
} from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import type { App } from '../app/app.ts';
import { withNotification } from '../app/notification.ts';
import { heldNotebook } from '../notebooks/held.ts';
import { toIpynb } from '../notebooks/to-ipynb.ts';
import { askAbout, askOutputs } from '../sharing/ask-about.ts';
import { manageTokensIn, sharingAt, unlessStopped } from '../sharing/clients.ts';
import { noteShare } from '../sharing/note-share.ts';
import { serverOrAdvice } from '../sharing/server.ts';
import { complain, inform } from '../say.ts';
import { env, l10n, Uri } from '../vscode.ts';
import { meantNotebook } from './meant-notebook.ts';

/** Shares the open notebook, checked first; sharing it again makes a new version. */
export const share = async (app: App, argument: unknown): Promise<void> => {
  const notebook = meantNotebook(argument);
  if (!notebook) {
    void complain(l10n.t('No Jupyter notebook is open to be shared. Open one first.'));
    return;
  }
  const server = await serverOrAdvice();
  if (server === null) return;
  const ipynb = toIpynb(heldNotebook(notebook));
  const hasOutputs = notebook.getCells().some(({ outputs }) => outputs.length > 0);
  const outputs = hasOutputs ? await askOutputs() : 'strip';
  if (outputs === null) return;
  const prepared = await withNotification(async (signal, report) => {
    report(l10n.t('Checking the notebook …'));
    return prepareShare(ipynb, { outputs, facts: await factsOf(app, ipynb, signal) });
  });
  if (!prepared) return;
  const { draft, findings } = prepared;
  if (!draft) {
    await complain(l10n.t('This notebook was not shared.'), {
      modal: true,
      detail: sentences(findings),
    });
    return;
  }
  const about = await askAbout(draft.suggestedTitle);
  if (!about || !(await confirmed(server, about, findings))) return;
  const done = await withNotification((signal, report) => {
    report(l10n.t('Sharing on {0} …', server));
    const options = {
      server,
      sharing: sharingAt(server, app),
      manageTokens: manageTokensIn(app.context.secrets),
      signal,
    };
    return unlessStopped(shareNotebook(draft, about, options), signal);
  });
  if (!done) return;
  if (done.ok) await tell(notebook, done.value);
  else void complain(`${done.problem.title}. ${done.problem.detail}`);
};

/** What the Hub says about the model, for licence and gating; null when it cannot be asked. */
async function factsOf(app: App, ipynb: unknown, signal: AbortSignal): Promise<ModelFacts | null> {
  const model = sharedModel(ipynb);
  if (!model) return null;
  const answer = await app.hub.modelFacts(model.id, model.revision, { signal });
  if (signal.aborted) throw abortError();
  return answer.ok ? answer.value : null;
}

const sentences = (findings: readonly Finding[]): string =>
  findings.map(({ message }) => message).join('\n\n');

async function confirmed(
  server: string,
  { title, is_public }: ShareAbout,
  findings: readonly Finding[],
): Promise<boolean> {
  const yes = l10n.t('Share');
  const question = is_public
    ? l10n.t('Share “{0}” publicly on {1}?', title, server)
    : l10n.t('Share “{0}” privately on {1}?', title, server);
  const detail = sentences(findings);
  return (await inform(question, { modal: true, detail }, yes)) === yes;
}

async function tell(notebook: vscode.NotebookDocument, done: ShareDone): Promise<void> {
  const { mark, isNewVersion, isRemix, findings } = done;
  const said = isNewVersion
    ? l10n.t('Version {0} is shared.', mark.version)
    : isRemix
      ? l10n.t('Your remix is shared.')
      : l10n.t('Your notebook is shared.');
  const noted = (await noteShare(notebook, mark))
    ? ''
    : l10n.t('The link could not be written into the notebook: it is closed or read-only.');
  // A browser may keep its clipboard to itself: then the link is in the message only.
  const copied = await env.clipboard.writeText(mark.url).then(
    () => l10n.t('The link is copied.'),
    () => mark.url,
  );
  const page = l10n.t('Open Page');
  const message = [said, copied, noted, ...findings.map((one) => one.message)].filter(Boolean);
  if ((await inform(message.join(' '), page)) === page) {
    await env.openExternal(Uri.parse(mark.url, true));
  }
}
