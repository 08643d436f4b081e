import type { App } from '../app/app.ts';
import { browse } from '../sharing/browse.ts';
import { remixShared } from '../sharing/remix.ts';
import { serverOrAdvice } from '../sharing/server.ts';

/** Shows what is trending on the sharing server; choosing an entry opens its cards. */
export const trending = async (app: App): Promise<void> => {
  const server = await serverOrAdvice();
  if (server === null) return;
  const shareId = await browse(app, server);
  if (shareId !== null) await remixShared(app, { server, shareId });
};
