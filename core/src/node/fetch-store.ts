import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Undici from 'undici';

type Stores = typeof Undici.cacheStores;
type Store = InstanceType<Stores['SqliteCacheStore']> | InstanceType<Stores['MemoryCacheStore']>;

/** Bytes of the largest answer kept, and how many are kept. */
const LIMITS = { maxEntrySize: 4_000_000, maxCount: 2000 };

/**
 * The cache on disk. Where it cannot be opened (a Node without SQLite, a folder
 * that cannot be written) answers are kept in memory: a cache is no reason to fail.
 */
export const openStore = async (
  undici: typeof Undici,
  folder: string,
): Promise<{ store: Store; close: () => void }> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = quietly(
      () =>
        new undici.cacheStores.SqliteCacheStore({
          location: join(folder, 'hub.sqlite'),
          ...LIMITS,
        }),
    );
    return {
      store,
      close: () => {
        store.close();
      },
    };
  } catch {
    return { store: new undici.cacheStores.MemoryCacheStore(), close: () => undefined };
  }
};

/** Node 22 announces that SQLite is experimental; people at a terminal need not read it. */
const quietly = <T>(work: () => T): T => {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
};
