import type * as vscode from 'vscode';
import type { App } from '../app/app.ts';

/** A tool for language models. Input is what a model wrote: parsed before use. */
export interface Tool {
  readonly prepare: (input: unknown) => vscode.PreparedToolInvocation;
  /** @returns JSON for the model. @throws with words that tell the model what to do instead. */
  readonly invoke: (app: App, input: unknown, signal: AbortSignal) => Promise<unknown>;
}
