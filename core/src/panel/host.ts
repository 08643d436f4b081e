/** For hosts: what an editor needs to serve a panel, without the DOM. */
export { createDesk, type Desk, type DeskOptions } from './desk/desk.ts';
export { connectionsOf } from './desk/connections.ts';
export type { Made } from './desk/make.ts';
export * from './protocol/index.ts';
export { browseOptions } from './share/options.ts';
