/**
 * The one gateway to the editor: no other file imports `vscode` as a value
 * (ESLint holds this line), so that everything else is plain TypeScript that a
 * test can load without an editor.
 */
export {
  commands,
  Disposable,
  env,
  extensions,
  FilePermission,
  l10n,
  languages,
  lm,
  LanguageModelTextPart,
  LanguageModelToolResult,
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  NotebookEdit,
  NotebookEditorRevealType,
  NotebookRange,
  ProgressLocation,
  RelativePattern,
  TabInputNotebook,
  ThemeIcon,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
