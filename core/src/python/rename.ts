import { modulePlaces } from './scopes.ts';

/**
 * Rename variables of a module wherever they stand: not attributes, keyword
 * arguments and strings, and not what functions call by the same name. A name
 * that an import gives keeps it: the same import gives the same thing.
 */
export function renameVariables(source: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return source;
  const places = modulePlaces(source);
  const imported = new Set(places.filter((one) => one.imported).map((one) => one.name));
  let result = '';
  let at = 0;
  for (const { name, from, to } of places) {
    const text = names.get(name);
    if (text === undefined || imported.has(name)) continue;
    result += source.slice(at, from) + text;
    at = to;
  }
  return result + source.slice(at);
}
