import type { App } from '../app/app.ts';
import { CommandIDs, type CommandID } from '../ids.ts';
import { changeCard } from './change-card.ts';
import { deal } from './deal.ts';
import { generate } from './generate.ts';
import { forgetHubToken, setHubToken } from './hub-token.ts';
import { insert } from './insert.ts';
import { openSettings } from './open-settings.ts';
import { searchModels } from './search-models.ts';

const COMMANDS: Readonly<
  Record<CommandID, (app: App, ...args: readonly unknown[]) => Promise<unknown>>
> = {
  [CommandIDs.deal]: deal,
  [CommandIDs.generate]: generate,
  [CommandIDs.insert]: insert,
  [CommandIDs.changeCard]: changeCard,
  [CommandIDs.searchModels]: searchModels,
  [CommandIDs.setHubToken]: setHubToken,
  [CommandIDs.forgetHubToken]: forgetHubToken,
  [CommandIDs.openSettings]: openSettings,
};

export const runCommand = (app: App, id: CommandID, args: readonly unknown[]): Promise<unknown> =>
  COMMANDS[id](app, ...args);
