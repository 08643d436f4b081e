import { textOfOutput } from '@alacard/core';
import {
  cellLanguage,
  findInNotebook,
  notebookLanguage,
  readNotebook,
  type CellFinding,
  type FindOptions,
  type NotebookReading,
  type OpenCell,
} from '@alacard/core/language';
import type { ISharedCell, ISharedNotebook } from '@jupyter/ydoc';

/**
 * Characters of source and of output that are looked at in a notebook. Beyond the first
 * nothing is said of it at all: half a notebook would make names of the other half unknown.
 */
export const MOST = { source: 1_000_000, output: 4_000_000 } as const;

/** Cells that are read in one go where nobody waits for the answer. */
const PIECE = 50;

/** One open notebook as its shared model has it: what was read of it, and what there is to say. */
export class OpenNotebook {
  findings: readonly CellFinding[] = [];
  readonly shared: ISharedNotebook;
  readonly #changed: () => void;
  readonly #outputs = new Map<ISharedCell, string>();
  readonly #followed = new Map<ISharedCell, () => void>();
  #reading: NotebookReading | undefined;
  #isStale = true;

  constructor(shared: ISharedNotebook, changed: () => void) {
    this.shared = shared;
    this.#changed = changed;
    shared.changed.connect(this.#onChange);
  }

  /** The notebook as it stands now; only changed cells are read again. */
  read(): NotebookReading {
    if (!this.#reading || this.#isStale) {
      this.#follow();
      this.#reading = readNotebook(this.#cells(), this.#reading);
      this.#isStale = false;
    }
    return this.#reading;
  }

  /**
   * Reads some cells more. A long notebook takes a second when it is opened: read in
   * pieces, it leaves the page alive.
   * @returns whether all are read.
   */
  readOn(): boolean {
    if (!this.#isStale) return true;
    this.#follow();
    const cells = this.#cells();
    const read = Math.min(cells.length, (this.#reading?.cells.length ?? 0) + PIECE);
    this.#reading = readNotebook(cells.slice(0, read), this.#reading);
    this.#isStale = read < cells.length;
    return !this.#isStale;
  }

  check(options: Omit<FindOptions, 'outputs'>): void {
    const reading = this.read();
    const outputs = reading.cells.length === 0 ? new Map<string, string>() : this.#outputTexts();
    this.findings = findInNotebook(reading, { ...options, outputs });
  }

  dispose(): void {
    this.shared.changed.disconnect(this.#onChange);
    for (const leave of this.#followed.values()) leave();
    this.#followed.clear();
  }

  readonly #onChange = (): void => {
    this.#isStale = true;
    this.#changed();
  };

  /** What a cell says changes with its own signal; the notebook's tells of cells and metadata. */
  #follow(): void {
    const cells = new Set(this.shared.cells);
    for (const [cell, leave] of this.#followed) {
      if (cells.has(cell)) continue;
      leave();
      this.#followed.delete(cell);
      this.#outputs.delete(cell);
    }
    for (const cell of cells) {
      if (this.#followed.has(cell)) continue;
      const onChange = (_: unknown, change: { readonly sourceChange?: unknown }): void => {
        if (change.sourceChange === undefined) this.#outputs.delete(cell);
        this.#onChange();
      };
      cell.changed.connect(onChange);
      this.#followed.set(cell, () => cell.changed.disconnect(onChange));
    }
  }

  #cells(): OpenCell[] {
    const { python } = notebookLanguage(this.shared.metadata);
    let left: number = MOST.source;
    const cells = this.shared.cells.map((cell): OpenCell => {
      const text = cell.getSource();
      left -= text.length;
      // What is not Python is looked at for secrets alone, as Markdown is.
      const isCode =
        cell.cell_type === 'code' && python && cellLanguage(cell.getMetadata()) === null;
      return { uri: cell.getId(), kind: isCode ? 'code' : 'markdown', text };
    });
    return left < 0 ? [] : cells;
  }

  #outputTexts(): Map<string, string> {
    const texts = new Map<string, string>();
    let left: number = MOST.output;
    for (const cell of this.shared.cells) {
      if (cell.cell_type !== 'code' || left <= 0) continue;
      const known = this.#outputs.get(cell);
      // SAFETY: a cell of this type is one of code; older JupyterLabs have no `ISharedCodeCell` to ask.
      const { outputs } = cell as { readonly outputs?: readonly unknown[] };
      const text = known ?? (outputs ?? []).map(textOfOutput).join('\n').slice(0, left);
      this.#outputs.set(cell, text);
      left -= text.length;
      if (text !== '') texts.set(cell.getId(), text);
    }
    return texts;
  }
}
