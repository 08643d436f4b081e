import { parseRecipe } from '@alacard/core';
import { parseShareRef, RemixOfSchema, SharedMarkSchema } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import { z } from 'zod';
import { currentSettings } from '../app/follow-settings.ts';
import type { App } from '../app/app.ts';
import { layHand } from '../app/lay.ts';
import { handOf, isAllowed, remixShared } from '../sharing/remix.ts';
import { complain } from '../say.ts';
import { l10n, window } from '../vscode.ts';
import { lensNotebook } from './meant-notebook.ts';

/** Asks for a link or an id of a shared notebook; from a lens, takes the notebook it stands in. */
export const remix = async (app: App, argument: unknown): Promise<void> => {
  const notebook = lensNotebook(argument);
  if (notebook) return remixOpen(app, notebook);
  const { serverUrl } = currentSettings();
  const own = serverUrl || null;
  const text = await window.showInputBox({
    title: l10n.t('Remix Shared Notebook'),
    prompt: l10n.t('Link or id of a shared notebook'),
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed.trim() === '' || parseShareRef(typed, own)
        ? null
        : l10n.t('This is neither a link to a shared notebook nor the id of one.'),
  });
  const ref = text === undefined ? null : parseShareRef(text, own);
  if (ref && (await isAllowed(ref, serverUrl))) await remixShared(app, ref);
};

const MarksSchema = z.looseObject({
  recipe: z.unknown(),
  shared: SharedMarkSchema.nullable().catch(null).default(null),
  remix_of: RemixOfSchema.nullable().catch(null).default(null),
});

/** A notebook that was shared is remixed as such; one that was not lends its cards and its parent. */
export async function remixOpen(app: App, notebook: vscode.NotebookDocument): Promise<void> {
  const { serverUrl } = currentSettings();
  const alacard: unknown = z
    .object({ metadata: z.object({ alacard: z.unknown() }) })
    .safeParse(notebook.metadata).data?.metadata.alacard;
  const marks = MarksSchema.safeParse(alacard).data;
  const shared = marks?.shared;
  if (shared) {
    const ref = { server: shared.server, shareId: shared.share_id, version: shared.version };
    if (await isAllowed(ref, serverUrl)) await remixShared(app, ref);
    return;
  }
  const { recipe, findings = [] } = parseRecipe(marks?.recipe);
  if (!recipe) {
    void complain(findings.map(({ message }) => message).join(' '));
    return;
  }
  await app.deck.open();
  await layHand(app, handOf(recipe), marks?.remix_of ?? null);
}
