import type * as vscode from 'vscode';
import { FilePermission, languages, RelativePattern, workspace } from '../vscode.ts';

/**
 * Whether the editor keeps a notebook from being changed by hand. An edit through
 * the API is not kept back, so this has to be asked before.
 */
export async function isReadOnly(notebook: vscode.NotebookDocument): Promise<boolean> {
  if (notebook.isUntitled) return false;
  if (workspace.fs.isWritableFileSystem(notebook.uri.scheme) === false) return true;
  return isLockedBySettings(notebook) || (await isLockedByFileSystem(notebook));
}

/** `files.readonlyInclude` and `files.readonlyExclude`: globs that are on or off. */
function isLockedBySettings(notebook: vscode.NotebookDocument): boolean {
  const files = workspace.getConfiguration('files', notebook.uri);
  const matched = (name: string): boolean =>
    Object.entries(files.get<Record<string, boolean>>(name) ?? {}).some(
      ([glob, on]) => on && matches(notebook, glob),
    );
  return matched('readonlyInclude') && !matched('readonlyExclude');
}

function matches(notebook: vscode.NotebookDocument, glob: string): boolean {
  // Documents can be matched, notebooks cannot: a cell has the path of its notebook.
  if (notebook.cellCount === 0) return false;
  const { document } = notebook.cellAt(0);
  const folder = workspace.getWorkspaceFolder(notebook.uri);
  const patterns = [glob, ...(folder ? [new RelativePattern(folder, glob)] : [])];
  return patterns.some((pattern) => languages.match({ pattern }, document) > 0);
}

async function isLockedByFileSystem({ uri }: vscode.NotebookDocument): Promise<boolean> {
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    return (permissions & FilePermission.Readonly) !== 0;
  } catch {
    // Deleted on disk, or a file system that cannot say: the edit itself will tell.
    return false;
  }
}
