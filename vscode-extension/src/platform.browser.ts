import type { Platform } from './platform.ts';

export const browserPlatform: Platform = {
  fetch: (url, init) => fetch(url, init),
  environmentToken: () => null,
  machineMemory: null,
};
