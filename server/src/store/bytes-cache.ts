/** Something kept in memory, with its size in bytes. */
interface Sized {
  readonly bytes: number;
}

export interface BytesCache<Kept extends Sized> {
  get(key: string): Kept | undefined;
  set(key: string, kept: Kept): void;
  delete(key: string): void;
}

/** The least recently used go first when there are more than `most` bytes. */
export function createBytesCache<Kept extends Sized>(most: number): BytesCache<Kept> {
  const all = new Map<string, Kept>();
  let size = 0;
  const drop = (key: string): void => {
    size -= all.get(key)?.bytes ?? 0;
    all.delete(key);
  };
  return {
    get(key) {
      const kept = all.get(key);
      if (kept !== undefined) {
        all.delete(key);
        all.set(key, kept);
      }
      return kept;
    },
    set(key, kept) {
      drop(key);
      // The largest file fits beside another.
      if (kept.bytes > most / 2) return;
      all.set(key, kept);
      size += kept.bytes;
      for (const oldest of all.keys()) {
        if (size <= most) break;
        drop(oldest);
      }
    },
    delete: drop,
  };
}
