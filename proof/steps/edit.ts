import { readFileSync, writeFileSync } from 'node:fs';

interface CodeCell {
  cell_type: string;
  source: string;
  metadata: { alacard?: { role?: string } };
}
interface NotebookFile {
  cells: CodeCell[];
}

/** A change of the cells of one notebook: a fault that is planted. */
export type Plant = (notebook: Editor) => void;

/** Edits a generated notebook by the roles of its cells. */
export class Editor {
  readonly #notebook: NotebookFile;

  constructor(path: string) {
    // SAFETY: our own command line wrote this file a moment ago.
    this.#notebook = JSON.parse(readFileSync(path, 'utf8')) as NotebookFile;
  }

  save(path: string): void {
    writeFileSync(path, JSON.stringify(this.#notebook));
  }

  /** Replaces text in the code cells; throws when it is nowhere, since then nothing is planted. */
  replace(from: string | RegExp, to: string): void {
    const before = this.#code().map(({ source }) => source);
    for (const cell of this.#code()) cell.source = cell.source.replace(from, () => to);
    if (this.#code().every(({ source }, place) => source === before[place])) {
      throw new Error(`nothing to replace: no code cell has ${String(from)}`);
    }
  }

  append(role: string, code: string): void {
    const cell = this.#code().findLast(({ metadata }) => metadata.alacard?.role === role);
    if (!cell) throw new Error(`no cell of role ${role}`);
    cell.source += `\n${code}\n`;
  }

  remove(role: string): void {
    const rest = this.#notebook.cells.filter(({ metadata }) => metadata.alacard?.role !== role);
    if (rest.length === this.#notebook.cells.length) throw new Error(`no cell of role ${role}`);
    this.#notebook.cells = rest;
  }

  #code(): CodeCell[] {
    return this.#notebook.cells.filter((cell) => cell.cell_type === 'code');
  }
}

/** The notebook takes the stand-in (proof/device) for a graphics card: torch calls it `gpu`. */
export const onStandIn: Plant = (notebook) => {
  notebook.replace(/(?<=["'])cuda(?=(?::0)?["'])/g, 'gpu');
  notebook.replace(/\btorch\.cuda\b/g, 'torch.gpu');
};
