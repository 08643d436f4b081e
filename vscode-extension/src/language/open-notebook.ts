import {
  findInNotebook,
  readNotebook,
  type CellFinding,
  type FindOptions,
  type NotebookReading,
  type OpenCell,
} from '@alacard/core/language';
import {
  NotebookCellKind,
  type Connection,
  type NotebookDocument,
  type NotebookDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticOf } from './answers.ts';

/** One open notebook: what was read of it, and what was said about it. */
export class OpenNotebook {
  /** Text outputs by the URI of their cell. */
  readonly outputs = new Map<string, string>();
  findings: readonly CellFinding[] = [];
  private reading: NotebookReading | undefined;
  private isStale = true;
  private readonly published = new Map<string, string>();
  private readonly notebooks: NotebookDocuments<TextDocument>;
  readonly document: NotebookDocument;

  constructor(notebooks: NotebookDocuments<TextDocument>, document: NotebookDocument) {
    this.notebooks = notebooks;
    this.document = document;
  }

  changed(): void {
    this.isStale = true;
  }

  /** The notebook as it stands now; only changed cells are read again. */
  read(): NotebookReading {
    if (!this.reading || this.isStale) {
      this.reading = readNotebook(this.cells(), this.reading);
      this.isStale = false;
    }
    return this.reading;
  }

  cells(): OpenCell[] {
    return this.document.cells.flatMap((cell): OpenCell[] => {
      const document = this.notebooks.getCellTextDocument(cell);
      if (!document) return [];
      const isCode = cell.kind === NotebookCellKind.Code;
      if (isCode && document.languageId !== 'python') return [];
      return [{ uri: document.uri, kind: isCode ? 'code' : 'markdown', text: document.getText() }];
    });
  }

  /** Look at the notebook and tell the editor about the cells of which something new is to be said. */
  check(connection: Connection, options: Omit<FindOptions, 'outputs'>): void {
    const reading = this.read();
    this.findings = findInNotebook(reading, { ...options, outputs: this.outputs });
    const byCell = Map.groupBy(this.findings, (finding) => finding.cell);
    const uris = new Set(reading.cells.map((one) => one.cell.uri));
    for (const uri of [...this.published.keys()])
      if (!uris.has(uri)) this.publish(connection, uri, []);
    for (const uri of uris) this.publish(connection, uri, byCell.get(uri) ?? []);
    for (const uri of this.outputs.keys()) if (!uris.has(uri)) this.outputs.delete(uri);
  }

  close(connection: Connection): void {
    for (const uri of [...this.published.keys()]) this.publish(connection, uri, []);
  }

  private publish(connection: Connection, uri: string, findings: readonly CellFinding[]): void {
    const document = this.notebooks.cellTextDocuments.get(uri);
    const diagnostics = document ? findings.map((one) => diagnosticOf(document, one)) : [];
    const text = JSON.stringify(diagnostics);
    if ((this.published.get(uri) ?? '[]') === text) return;
    if (diagnostics.length === 0) this.published.delete(uri);
    else this.published.set(uri, text);
    void connection.sendDiagnostics({ uri, diagnostics });
  }
}
