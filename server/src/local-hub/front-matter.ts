import { parse } from 'yaml';
import { isObject, beginningOf, type RepoFiles } from './files.ts';

/** Front matter of README.md as the Hub reads it; {} when there is none. */
export const frontMatterOf = (files: RepoFiles): Record<string, unknown> => {
  const text = beginningOf(files.get('README.md'));
  const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (block === undefined) return {};
  try {
    const value: unknown = parse(block);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};
