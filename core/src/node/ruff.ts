import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadRuff, type PythonLinter } from '../python/ruff.ts';

/** Ruff from the installed package, for Node. */
export const nodeRuff = (): Promise<PythonLinter> =>
  loadRuff(async () => {
    const url = import.meta.resolve('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm');
    return new Uint8Array(await readFile(fileURLToPath(url)));
  });
