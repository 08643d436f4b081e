export { breathe } from './breathe.ts';
export { createPanel, definePanel } from './register.ts';
export { AlacardPanel } from './elements/panel.ts';
export * from './protocol/index.ts';
export type * from './share/desk.ts';
export { openBrowseDialog, openShareDialog } from './share/open.ts';
