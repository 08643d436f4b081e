import type { ShareRef } from '../../sharing/editor/share-ref.ts';
import { definePanel } from '../register.ts';
import { AlacardBrowseDialog } from './browse-dialog.ts';
import type { BrowseDesk, ShareDesk, SharedAndNoted } from './desk.ts';
import { AlacardShareDialog } from './share-dialog.ts';

function define(): void {
  definePanel();
  if (customElements.get('alacard-share-dialog')) return;
  customElements.define('alacard-share-dialog', AlacardShareDialog);
  customElements.define('alacard-browse-dialog', AlacardBrowseDialog);
}

/** Shows the share dialog; resolves with what was shared, or null. */
export function openShareDialog(desk: ShareDesk): Promise<SharedAndNoted | null> {
  define();
  const dialog = new AlacardShareDialog();
  dialog.desk = desk;
  return dialog.open();
}

/** Shows the shared notebooks of a server; resolves with the one to remix, or null. */
export function openBrowseDialog(desk: BrowseDesk): Promise<ShareRef | null> {
  define();
  const dialog = new AlacardBrowseDialog();
  dialog.desk = desk;
  return dialog.open();
}
