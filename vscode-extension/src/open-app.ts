import { DECK, hubWithDeck, liveHub } from '@alacard/core';
import type * as vscode from 'vscode';
import { announce } from './app/announce.ts';
import type { App } from './app/app.ts';
import { currentSettings } from './app/follow-settings.ts';
import { EditorHost } from './app/host.ts';
import { HubTokens } from './app/hub-token.ts';
import { PanelStore } from './app/store.ts';
import { runCommand } from './commands/table.ts';
import { DeckView } from './deck/view.ts';
import type { Platform } from './platform.ts';
import { sharingAt } from './sharing/clients.ts';
import { followLink } from './sharing/follow-link.ts';
import { startTelemetry } from './telemetry/telemetry.ts';
import { invokeTool, prepareTool } from './tools/table.ts';

/** Loaded when something of Alacard is first used: everything heavy hangs on this module. */
export function openApp(context: vscode.ExtensionContext, platform: Platform): App {
  const { extensionUri } = context;
  context.subscriptions.push(startTelemetry(platform));
  const store = new PanelStore(context.workspaceState);
  const tokens = new HubTokens(context.secrets, platform);
  const hub = hubWithDeck(
    liveHub(currentSettings, () => tokens.current(), platform.fetch),
    { deck: DECK },
  );
  const host = new EditorHost({
    extensionUri,
    hub,
    tokens,
    store,
    sharing: (server) => sharingAt(server, { platform, context }),
  });
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
