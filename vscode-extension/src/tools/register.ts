import type * as vscode from 'vscode';
import type { App } from '../app/app.ts';
import { ToolIDs } from '../ids.ts';
import { lm } from '../vscode.ts';

/** Offers the tools to agents in the editor. Editors made from VS Code may have no such thing. */
export const registerTools = (app: () => Promise<App>): vscode.Disposable[] =>
  typeof (lm as Partial<typeof lm> | undefined)?.registerTool === 'function'
    ? Object.values(ToolIDs).map((id) =>
        lm.registerTool(id, {
          prepareInvocation: async ({ input }) => (await app()).tools.prepare(id, input),
          invoke: async ({ input }, token) => (await app()).tools.invoke(id, input, token),
        }),
      )
    : [];
