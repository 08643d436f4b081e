import type { Hub } from '@alacard/core';
import type * as vscode from 'vscode';
import type { DeckView } from '../deck/view.ts';
import type { CommandID, ToolID } from '../ids.ts';
import type { Platform } from '../platform.ts';
import type { EditorHost } from './host.ts';
import type { HubTokens } from './hub-token.ts';
import type { PanelStore } from './store.ts';

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
    readonly prepare: (id: ToolID, input: unknown) => vscode.PreparedToolInvocation;
    readonly invoke: (
      id: ToolID,
      input: unknown,
      token: vscode.CancellationToken,
    ) => Promise<vscode.LanguageModelToolResult>;
  };
  /** A link that brought the person here: it is shown before anything is done. */
  readonly follow: (uri: vscode.Uri) => Promise<void>;
}
