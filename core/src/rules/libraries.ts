import { libraryOfDistribution } from '../library/distributions.ts';
import type { CodeIndex } from './code-index.ts';
import { RULES } from './table.ts';
import type { Rule } from './types.ts';

/** Import names under which a rule's library, or code that hands arguments on to it, is used. */
const modulesOf = (distribution: string): readonly string[] => {
  const library = libraryOfDistribution(distribution);
  return library ? [...library.modules, ...library.through] : [distribution];
};

/** Every module whose import makes some rule look at the code. */
export const LIBRARY_MODULES: ReadonlySet<string> = new Set(
  RULES.flatMap((rule) => modulesOf(rule.library)),
);

const root = (name: string): string => name.split(/[.[(]/)[0] ?? name;

/** True when the source, or what ran before it, has anything to do with the rule's library. */
export function concerns(index: CodeIndex, rule: Rule, before: ReadonlySet<string>): boolean {
  const modules = modulesOf(rule.library);
  return (
    modules.some((module) => before.has(module)) ||
    index.imports.some((one) => modules.includes(root(one.module)))
  );
}
