import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlinked } from './unlinked.ts';

const root = import.meta.dirname;
const sources = globSync('**/*.ts', { cwd: root })
  .filter((name) => !/\.(?:test|fixture)\.ts$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
/** Places that `pattern` finds, as `file: words`. */
const found = (pattern: RegExp, except: readonly string[] = []): string[] =>
  sources
    .filter(({ name }) => !except.includes(name))
    .flatMap(({ name, text }) => [...text.matchAll(pattern)].map(([words]) => `${name}: ${words}`));

describe('what people read', () => {
  it('is said in one place, where no link is made of the words of others', () => {
    expect(found(/\.show(?:Information|Warning|Error)Message/g, ['say.ts'])).toEqual([]);
    expect(found(/progress\.report\((?!\{ message: unlinked\()[^\n]*/g)).toEqual([]);
  });

  it('can be translated: tools that collect it need a plain text as the first argument', () => {
    expect(found(/\bl10n\.t\((?!\s*'(?:[^'\\\n]|\\.)*'\s*[,)])[^\n]*/g)).toEqual([]);
  });

  it('is never a bare text where the editor shows it', () => {
    expect(found(/\b(?:inform|warn|complain|report)\(\s*['"][^\n]*/g)).toEqual([]);
    expect(
      found(/\b(?:prompt|placeHolder|placeholder|tooltip|detail|label): ['"`](?!\$\{emoji)[^\n]*/g),
    ).toEqual([]);
  });
});

describe('words of others in messages', () => {
  it.each([
    '[Repair](command:workbench.action.terminal.sendSequence?%7B%7D)',
    '[here](https://evil.example "title")',
    '[x](file:///etc/passwd)',
    'notes [1](command:x).ipynb was closed',
  ])('make no link: %s', (text) => {
    // The pattern by which VS Code finds links in notifications (linkedText.ts).
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
    expect(text).toMatch(link);
    expect(unlinked(text)).not.toMatch(link);
    expect(unlinked(text).replaceAll('\u200b', '')).toBe(text);
  });
});
