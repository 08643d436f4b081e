import { totalmem } from 'node:os';
import type { Platform } from './platform.ts';
import { workspace } from './vscode.ts';

/**
 * The editor puts its own `fetch` in place of Node's, which knows the proxy, the
 * system's certificates and the person's settings for both. Where that is turned
 * off, undici at least follows the proxy variables of the environment.
 */
const isEditorFetch = (): boolean =>
  workspace.getConfiguration('http').get('fetchAdditionalSupport') !== false;

export const nodePlatform: Platform = {
  fetch: async (url, init) => {
    if (isEditorFetch()) return fetch(url, init);
    const { environmentFetch } = await import('./environment-fetch.node.ts');
    return environmentFetch(url, init);
  },
  environmentToken: () =>
    // Source: huggingface_hub `utils/_auth.py`: line breaks and blanks around a token are dropped.
    process.env['HF_TOKEN']?.replace(/[\r\n]/g, '').trim() || null,
  machineMemory: totalmem(),
};
