import type { Config } from './config.ts';

/** What may be kept in memory, in bytes, and how many threads may work on large files. */
interface MemoryPlan {
  /** Files of notebooks, ready to be sent. */
  readonly files: number;
  /** Their cells as HTML. */
  readonly frames: number;
  /** Each takes up to 200 MB for the largest file. */
  readonly threads: number;
}

const MB = 1024 * 1024;

/** With the embedded database everything stays below 512 MB (docs/measured.md). */
export const memoryPlan = ({ database }: Pick<Config, 'database'>): MemoryPlan =>
  database === null
    ? { files: 17 * MB, frames: 8 * MB, threads: 1 }
    : { files: 64 * MB, frames: 32 * MB, threads: 4 };
