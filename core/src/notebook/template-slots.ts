/** What stands for a slot: Python literals in code, escaped words in Markdown. */
import { pythonLiteral, type PythonValue } from '../python/literal.ts';
import {
  codeSpan,
  escapeHtml,
  escapeMarkdown,
  escapeProse,
  linkAddress,
  linkTarget,
  codeBlock,
} from '../text/markdown.ts';

/** A bare identifier (or a comma-separated list of them), not a string. */
export interface Name {
  readonly identifier: string;
}
export type SlotValue = PythonValue | Name;

type Slots = Readonly<Partial<Record<string, SlotValue>>>;

const isName = (value: SlotValue): value is Name =>
  typeof value === 'object' && value !== null && 'identifier' in value;

/** An identifier slot. Throws unless it is made of plain Python identifiers. */
export function name(identifier: string): Name {
  if (!/^[A-Za-z_]\w*(, [A-Za-z_]\w*)*$/.test(identifier)) {
    throw new Error(`not a Python identifier: ${JSON.stringify(identifier)}`);
  }
  return { identifier };
}

/**
 * `#| magic %pip install {{requirements}}` becomes the magic line itself
 * (templates must stay plain Python). Only harmless characters may be filled in.
 */
export function fillMagic(text: string, slots: Slots): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, slot: string) => {
    const value = slots[slot];
    if (typeof value !== 'string' || !/^[\w.,<>=!~[\]" -]+$/.test(value)) {
      throw new Error(`{{${slot}}} cannot stand in a magic line: ${JSON.stringify(value)}`);
    }
    return value;
  });
}

const SLOT = /(?<!\w)__([a-z][a-z0-9_]*?)__(?!\w)/g;
/** Python's own names of this form that templates may use. */
export const PYTHON_DUNDERS = new Set([
  'name',
  'main',
  'init',
  'file',
  'call',
  'enter',
  'exit',
  'version',
  'sklearn_version',
]);

/** Each `__slot__` of a line of code as a Python literal. */
export function fillCode(text: string, slots: Slots): string {
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  return text.replace(SLOT, (whole, slot: string, at: number) => {
    const value = slots[slot];
    if (value === undefined) {
      if (PYTHON_DUNDERS.has(slot)) return whole;
      throw new Error(`no value for slot __${slot}__ in "${text.trim()}"`);
    }
    return isName(value) ? value.identifier : pythonLiteral(value, indent, at);
  });
}

/** Each `{{slot}}` of a line of Markdown, escaped for the place it stands in. */
export function fillMarkdown(text: string, slots: Slots): string {
  return text.replace(/\{\{(\w+)(?:\|(\w+))?\}\}/g, (_, slot: string, filter?: string) => {
    const value = slots[slot];
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new Error(`no text for {{${slot}}} in "${text}"`);
    }
    const plain = String(value);
    if (filter === 'code') return codeSpan(plain);
    if (filter === 'url') return linkTarget(plain);
    if (filter === 'address') return linkAddress(plain);
    if (filter === 'prose') return escapeProse(plain);
    if (filter === 'html') return escapeHtml(plain);
    if (filter === 'python' || filter === 'text') return codeBlock(plain, filter);
    if (filter) throw new Error(`unknown filter "${filter}"`);
    return escapeMarkdown(plain);
  });
}
