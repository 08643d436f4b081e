import type { Content } from './read.ts';

export interface ContentCache {
  get(key: string): Content | undefined;
  set(key: string, content: Content): void;
}

/** Least recently used contents, up to a number of bytes. */
export function createContentCache(most: number): ContentCache {
  const kept = new Map<string, Content>();
  let size = 0;
  return {
    get(key) {
      const content = kept.get(key);
      if (content !== undefined) {
        kept.delete(key);
        kept.set(key, content);
      }
      return content;
    },
    set(key, content) {
      if (content.bytes > most / 8 || kept.has(key)) return;
      kept.set(key, content);
      size += content.bytes;
      for (const [oldest, { bytes }] of kept) {
        if (size <= most) break;
        kept.delete(oldest);
        size -= bytes;
      }
    },
  };
}
