/**
 * What a table says of a key that somebody else wrote: only the table's own rows count, so that
 * "constructor" or "__proto__" in a model's metadata is a key like any other that is not there.
 */
export const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
