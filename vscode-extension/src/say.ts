import type * as vscode from 'vscode';
import { unlinked } from './unlinked.ts';
import { window } from './vscode.ts';

/** Notifications and dialogs. No other file shows them: all that is said goes through `unlinked`. */
type Show = (
  message: string,
  options: vscode.MessageOptions,
  ...labels: string[]
) => Thenable<string | undefined>;

const saying =
  (show: Show) =>
  (message: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
    const options = rest.find((one) => typeof one === 'object') ?? {};
    const labels = rest.filter((one) => typeof one === 'string');
    const { detail } = options;
    const said = detail === undefined ? options : { ...options, detail: unlinked(detail) };
    return show(unlinked(message), said, ...labels);
  };

export const inform = saying((...all) => window.showInformationMessage(...all));
export const warn = saying((...all) => window.showWarningMessage(...all));
export const complain = saying((...all) => window.showErrorMessage(...all));
