import { liveHub, type Hub } from '@alacard/core';
import type * as vscode from 'vscode';
import { runCommand } from '../commands/table.ts';
import { DeckView } from '../deck/view.ts';
import type { CommandID, ToolID } from '../ids.ts';
import type { Platform } from '../platform.ts';
import { followLink } from '../sharing/follow-link.ts';
import { startTelemetry } from '../telemetry/telemetry.ts';
import { invokeTool, prepareTool } from '../tools/table.ts';
import { announce } from './announce.ts';
import { currentSettings } from './follow-settings.ts';
import { EditorHost } from './host.ts';
import { HubTokens } from './hub-token.ts';
import { PanelStore } from './store.ts';

/** Everything that commands, the view and the tools work with. */
export interface App {
  readonly context: vscode.ExtensionContext;
  readonly platform: Platform;
  readonly hub: Hub;
  readonly deck: DeckView;
  readonly host: EditorHost;
  readonly store: PanelStore;
  readonly tokens: HubTokens;
  readonly run: (id: CommandID, args: readonly unknown[]) => Promise<unknown>;
  readonly tools: {
    readonly prepare: typeof prepareTool;
    readonly invoke: (
      id: ToolID,
      input: unknown,
      token: vscode.CancellationToken,
    ) => Promise<vscode.LanguageModelToolResult>;
  };
  /** A link that brought the person here: it is shown before anything is done. */
  readonly follow: (uri: vscode.Uri) => Promise<void>;
}

/** Loaded when something of Alacard is first used: everything heavy hangs on this module. */
export function openApp(context: vscode.ExtensionContext, platform: Platform): App {
  const { extensionUri } = context;
  context.subscriptions.push(startTelemetry(platform));
  const store = new PanelStore(context.workspaceState);
  const tokens = new HubTokens(context.secrets, platform);
  const hub = liveHub(currentSettings, () => tokens.current(), platform.fetch);
  const host = new EditorHost({ extensionUri, hub, tokens, store });
  const deck = new DeckView(extensionUri, host, (outcome) => void announce(host, outcome));
  const app: App = {
    context,
    platform,
    hub,
    deck,
    host,
    store,
    tokens,
    run: (id, args) => runCommand(app, id, args),
    tools: {
      prepare: prepareTool,
      invoke: (id, input, token) => invokeTool(app, id, input, token),
    },
    follow: (uri) => followLink(app, uri),
  };
  return app;
}
