import type * as vscode from 'vscode';
import { z } from 'zod';
import type { App } from '../app/app.ts';
import { ToolIDs, type ToolID } from '../ids.ts';
import { LanguageModelTextPart, LanguageModelToolResult } from '../vscode.ts';
import { dealTool } from './deal.ts';
import { generateTool } from './generate.ts';
import { searchModelsTool } from './search-models.ts';
import type { Tool } from './tool.ts';

const TOOLS: Readonly<Record<ToolID, Tool>> = {
  [ToolIDs.deal]: dealTool,
  [ToolIDs.generate]: generateTool,
  [ToolIDs.searchModels]: searchModelsTool,
};

export const prepareTool = (id: ToolID, input: unknown): vscode.PreparedToolInvocation =>
  TOOLS[id].prepare(input);

export async function invokeTool(
  app: App,
  id: ToolID,
  input: unknown,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  try {
    const result = await TOOLS[id].invoke(app, input, controller.signal);
    return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(result))]);
  } catch (error) {
    // The model reads this: it is told which field it got wrong.
    throw error instanceof z.ZodError ? new Error(z.prettifyError(error)) : error;
  } finally {
    subscription.dispose();
  }
}
