import { PanelStateSchema, type PanelState } from '@alacard/core/panel/host';
import type * as vscode from 'vscode';
import type { z } from 'zod';

const KEY = 'panel';

/** What survives hiding and reloading, for each workspace. */
export class PanelStore {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Null at the first visit, or when a later version wrote what this one cannot read. */
  read(): PanelState | null {
    return PanelStateSchema.safeParse(this.#memento.get(KEY)).data ?? null;
  }

  async write(state: z.input<typeof PanelStateSchema>): Promise<void> {
    await this.#memento.update(KEY, state);
  }
}
