import { STANDARD_LIBRARY } from '../python/standard-library.ts';
import { SHELF } from './shelf.ts';
import type { Library } from './schema.ts';

/** Modules that come with the host (Colab, IPython) or with Python: never installed. */
const PROVIDED = new Set(['google.colab', 'IPython', 'pkg_resources', 'ipykernel']);

/** A distribution's name as PyPI compares it, without extras. */
export const canonical = (name: string): string =>
  name
    .replace(/\[[\s\S]*/, '')
    .replace(/[-_.]+/g, '-')
    .toLowerCase();

const BY_MODULE = new Map(
  SHELF.libraries.flatMap((library) => library.modules.map((name) => [name, library] as const)),
);
const BY_DISTRIBUTION = new Map(
  SHELF.libraries.map((library) => [canonical(library.distribution), library]),
);

/** What the shelf knows about the library that a module belongs to. */
export const libraryOfModule = (top: string): Library | undefined => BY_MODULE.get(top);
/** What the shelf knows about a distribution, however it is spelt. */
export const libraryOfDistribution = (name: string): Library | undefined =>
  BY_DISTRIBUTION.get(canonical(name));

/**
 * The distribution `pip` installs for a module, or null when there is nothing
 * to install (standard library, the kernel's own packages).
 */
export function distributionFor(module: string): string | null {
  if (PROVIDED.has(module)) return null;
  const parts = module.split('.');
  const top = parts[0] ?? module;
  if (STANDARD_LIBRARY.has(top) || PROVIDED.has(top)) return null;
  for (let length = parts.length; length > 0; length -= 1) {
    const found = BY_MODULE.get(parts.slice(0, length).join('.'));
    if (found) return found.distribution;
  }
  return top.replaceAll('_', '-');
}

/** The module whose import shows that a distribution is there. */
export const moduleOf = (distribution: string): string =>
  libraryOfDistribution(distribution)?.modules[0] ??
  distribution.replace(/\[[\s\S]*/, '').replaceAll('-', '_');

/** True for modules whose distribution is beyond doubt, and that nobody takes for a file of their own. */
export const isWellKnown = (top: string): boolean => BY_MODULE.get(top)?.unsure === false;

/** Canonical names of distributions, with what they bring along and what that brings. */
export function withBrought(distributions: Iterable<string>): Set<string> {
  const names = new Set([...distributions].map(canonical));
  // What is added while a set is walked is walked, too.
  for (const name of names)
    for (const more of BY_DISTRIBUTION.get(name)?.brings ?? []) names.add(canonical(more));
  return names;
}
