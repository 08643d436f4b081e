import { isAbort } from '@alacard/core/panel/host';
import { unlinked } from '../unlinked.ts';
import { ProgressLocation, window } from '../vscode.ts';

/** Work that can be cancelled, with its progress in a notification. Null when it was cancelled. */
export async function withNotification<T>(
  work: (signal: AbortSignal, report: (text: string) => void) => Promise<T>,
): Promise<T | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: 'Alacard', cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      try {
        return await work(controller.signal, (text) =>
          progress.report({ message: unlinked(text) }),
        );
      } catch (error) {
        if (isAbort(error)) return null;
        throw error;
      } finally {
        subscription.dispose();
      }
    },
  );
}
