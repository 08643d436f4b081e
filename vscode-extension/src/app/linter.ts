import { loadRuff, type PythonLinter } from '@alacard/core';
import type * as vscode from 'vscode';
import { Uri, workspace } from '../vscode.ts';

/** Ruff from the extension's own folder, read when the first notebook is made. */
export const linterOf = (extensionUri: vscode.Uri) => (): Promise<PythonLinter> =>
  loadRuff(
    async () =>
      new Uint8Array(
        await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'ruff_wasm_bg.wasm')),
      ),
  );
