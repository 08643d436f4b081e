import fs from 'node:fs';
import path from 'node:path';
import { PGLITE_MAJOR } from './pglite-major.ts';

/** Newest finished dump in a folder, by name (names are times). */
export function newestDump(folder: string): string | undefined {
  if (!fs.existsSync(folder)) return undefined;
  const file = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .at(-1);
  return file === undefined ? undefined : path.join(folder, file);
}

/** Marks that the newest dump holds everything; removed at start. */
export const cleanMark = (dataDir: string): string => path.join(dataDir, 'dumps', 'complete');
export const markComplete = (dataDir: string): void =>
  fs.writeFileSync(cleanMark(dataDir), `${new Date().toISOString()}\n`);

/**
 * PGlite cannot open a data directory of another PostgreSQL version. When the
 * last stop left a complete dump, the old directory is put aside and the dump
 * is what the new one is filled from; otherwise this refuses and says how.
 *
 * @returns the dump to restore, if any
 */
export function prepareUpgrade(dataDir: string): string | null {
  const directory = path.join(dataDir, 'pg');
  const versionFile = path.join(directory, 'PG_VERSION');
  if (!fs.existsSync(versionFile)) return null;
  const version = fs.readFileSync(versionFile, 'utf8').trim();
  if (version === PGLITE_MAJOR) return null;
  const newest = newestDump(path.join(dataDir, 'dumps'));
  if (newest === undefined || !fs.existsSync(cleanMark(dataDir))) {
    throw new Error(
      `${directory} was written by PostgreSQL ${version}, this server has ${PGLITE_MAJOR}, and there is no complete dump. Run "alacard-server dump" with the version you used before, then start this one.`,
    );
  }
  fs.renameSync(directory, `${directory}-${version}-${Date.now()}`);
  return newest;
}
