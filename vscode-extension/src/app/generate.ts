import { RecipeSchema } from '@alacard/core';
import { isAbort, type Outcome, type PanelState } from '@alacard/core/panel/host';
import { l10n, ProgressLocation, window } from '../vscode.ts';
import { announce } from './announce.ts';
import type { App } from './app.ts';

/**
 * Makes a notebook of the hand on the table: in the panel when it is there to
 * show how it goes, else with a notification that can be cancelled.
 */
export async function generateInto(app: App, target: 'new' | 'open'): Promise<Outcome | null> {
  if (app.deck.visible) {
    await (await app.deck.open()).generate({ target });
    return null;
  }
  const laid = await completeHand(app);
  const outcome = await withNotification((signal, report) =>
    app.host.generate({ ...laid, target }, { signal, onProgress: ({ text }) => report(text) }),
  );
  if (outcome) void announce(app.host, outcome);
  return outcome;
}

/** The hand of this workspace; cards are dealt for places that are still empty. */
async function completeHand({ host, store }: App): Promise<Pick<PanelState, 'hand' | 'remixOf'>> {
  const state = store.read();
  const { hand: kept = {}, remixOf = null } = state ?? {};
  if (RecipeSchema.safeParse(kept).success) return { hand: kept, remixOf };
  const { hand } = await host.deal({ kept });
  await store.write({ version: 1, locked: [], target: null, ...state, hand });
  return { hand, remixOf };
}

/** Null when the person cancelled. */
export async function withNotification<T>(
  work: (signal: AbortSignal, report: (text: string) => void) => Promise<T>,
): Promise<T | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Alacard'), cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      try {
        return await work(controller.signal, (message) => progress.report({ message }));
      } catch (error) {
        if (isAbort(error)) return null;
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  );
}
