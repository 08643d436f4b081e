import {
  completionsOf,
  findingPage,
  type CellEdit,
  type CellFinding,
  type Fix,
  type FoundModel,
  type ModelPlace,
} from '@alacard/core/language';
import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CompletionItem,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { COMMANDS, type LensArgument } from './messages.ts';

/** Offsets of core as positions of the protocol, and back. */

export type DocumentOf = (uri: string) => TextDocument | undefined;

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.alacard`;

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

export const rangeOf = (
  document: TextDocument,
  { from, to }: { readonly from: number; readonly to: number },
): Range => ({ start: document.positionAt(from), end: document.positionAt(to) });

export const diagnosticOf = (document: TextDocument, finding: CellFinding): Diagnostic => ({
  range: rangeOf(document, finding),
  severity: SEVERITIES[finding.severity],
  code: finding.code,
  codeDescription: { href: findingPage(finding.code) },
  source: 'alacard',
  message: finding.message,
});

function workspaceEdit(edits: readonly CellEdit[], documentOf: DocumentOf): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const edit of edits) {
    const document = documentOf(edit.cell);
    if (!document) continue;
    (changes[edit.cell] ??= []).push({ range: rangeOf(document, edit), newText: edit.text });
  }
  return { changes };
}

/** True when an action of this kind was asked for. */
const isWanted = ({ context }: CodeActionParams, kind: string): boolean =>
  context.only === undefined ||
  context.only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));

const actionOf = (fix: Fix, diagnostics: Diagnostic[], documentOf: DocumentOf): CodeAction => ({
  title: fix.title,
  kind: CodeActionKind.QuickFix,
  diagnostics,
  ...(fix.preferred ? { isPreferred: true } : {}),
  ...(fix.clearOutputs === undefined
    ? { edit: workspaceEdit(fix.edits, documentOf) }
    : {
        command: {
          title: fix.title,
          command: COMMANDS.clearOutputs,
          arguments: [fix.clearOutputs],
        },
      }),
});

/** What can be done at a range of a cell, and about all removed APIs of its notebook. */
export function codeActions(
  params: CodeActionParams,
  findings: readonly CellFinding[],
  allEdits: () => readonly CellEdit[],
  documentOf: DocumentOf,
): CodeAction[] {
  const document = documentOf(params.textDocument.uri);
  if (!document) return [];
  const from = document.offsetAt(params.range.start);
  const to = document.offsetAt(params.range.end);
  const here = findings.filter(
    (one) => one.cell === document.uri && one.from <= to && from <= one.to,
  );
  const actions: CodeAction[] = [];
  if (isWanted(params, CodeActionKind.QuickFix)) {
    for (const finding of here) {
      const own = diagnosticOf(document, finding);
      const shown = params.context.diagnostics.filter(
        (one) => one.code === own.code && JSON.stringify(one.range) === JSON.stringify(own.range),
      );
      actions.push(...finding.fixes.map((fix) => actionOf(fix, shown, documentOf)));
    }
  }
  const removed = findings.filter((one) => one.code === 'removed-api' && one.fixes.length > 0);
  const isAsked = params.context.only !== undefined && isWanted(params, FIX_ALL);
  const isNear = removed.length > 1 && removed.some((one) => here.includes(one));
  if (isAsked ? removed.length > 0 : isNear && isWanted(params, CodeActionKind.QuickFix)) {
    actions.push({
      title: 'Replace all removed APIs in this notebook',
      kind: isAsked ? FIX_ALL : CodeActionKind.QuickFix,
      edit: workspaceEdit(allEdits(), documentOf),
    });
  }
  return actions;
}

/** Each replaces the whole content of the string. */
export const completionItems = (
  document: TextDocument,
  place: ModelPlace,
  models: readonly FoundModel[],
): CompletionItem[] =>
  completionsOf(models).map(({ id, detail, sortText }) => ({
    label: id,
    detail,
    sortText,
    // The Hub has chosen by what is typed; the editor must not choose once more.
    filterText: place.id || id,
    kind: CompletionItemKind.Value,
    textEdit: { range: rangeOf(document, place), newText: id },
  }));

const LENSES = [
  ['Deal again', COMMANDS.deal],
  ['Change a card', COMMANDS.changeCard],
  ['Share', COMMANDS.share],
  ['Remix', COMMANDS.remix],
] as const;

export const codeLenses = (notebook: string): CodeLens[] =>
  LENSES.map(([title, command]) => ({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    command: { title, command, arguments: [{ notebook } satisfies LensArgument] },
  }));
