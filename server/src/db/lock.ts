import { DatabaseSync } from 'node:sqlite';

/**
 * Guard 1: one process a data directory. Two PGlite processes on one directory
 * lose acknowledged rows without any error. The operating system drops this
 * lock when the process dies, also after kill -9, so there is no stale lock
 * and no process id to trust.
 *
 * @returns a function that gives the lock back
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(`${directory}.lock`);
  try {
    lock.exec('pragma locking_mode=exclusive; begin exclusive');
  } catch {
    lock.close();
    throw new Error(
      `${directory} is in use by another process. Stop the other server, or choose another --data-dir.`,
    );
  }
  return () => lock.close();
}
