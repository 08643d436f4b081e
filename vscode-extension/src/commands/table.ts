import type { App } from '../app/app.ts';
import { CommandIDs, type CommandID } from '../ids.ts';
import { changeCard } from './change-card.ts';
import { clearOutputs } from './clear-outputs.ts';
import { dealCards } from './deal.ts';
import { generate } from './generate.ts';
import { forgetHubToken, setHubToken } from './hub-token.ts';
import { insert } from './insert.ts';
import { openSettings } from './open-settings.ts';
import { remix } from './remix.ts';
import { searchForModels } from './search-models.ts';
import { forgetServerToken, setServerToken } from './server-token.ts';
import { share } from './share.ts';
import { trending } from './trending.ts';

const COMMANDS: Readonly<
  Record<CommandID, (app: App, ...args: readonly unknown[]) => Promise<unknown>>
> = {
  [CommandIDs.deal]: dealCards,
  [CommandIDs.generate]: generate,
  [CommandIDs.insert]: insert,
  [CommandIDs.changeCard]: changeCard,
  [CommandIDs.searchModels]: searchForModels,
  [CommandIDs.remix]: remix,
  [CommandIDs.share]: share,
  [CommandIDs.trending]: trending,
  [CommandIDs.clearOutputs]: clearOutputs,
  [CommandIDs.setHubToken]: setHubToken,
  [CommandIDs.forgetHubToken]: forgetHubToken,
  [CommandIDs.setServerToken]: setServerToken,
  [CommandIDs.forgetServerToken]: forgetServerToken,
  [CommandIDs.openSettings]: openSettings,
};

export const runCommand = (app: App, id: CommandID, args: readonly unknown[]): Promise<unknown> =>
  COMMANDS[id](app, ...args);
