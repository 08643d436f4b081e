import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCommand } from './commands/check.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alacard-check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** Codes that `alacard check` prints of a notebook with one cell. */
async function codesOf(source: string, metadata: unknown): Promise<string[]> {
  const file = join(folder, 'one.ipynb');
  const cells = [{ cell_type: 'code', id: 'a', source, metadata: {}, outputs: [] }];
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
  const said: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  await checkCommand(file, { json: true });
  return (JSON.parse(said.join('')) as { code: string }[]).map(({ code }) => code);
}

const ranOn = (version: unknown) => ({ language_info: { name: 'python', version } });
const GENERIC = 'def first[T](items: list[T]) -> T:\n    return items[0]';
const ALIAS = 'type Names = list[str]';

describe('alacard check', () => {
  it.each<[string, string, unknown, string[]]>([
    ['Python 3.12 in a notebook of 3.12', GENERIC, ranOn('3.12.4'), []],
    ['a type alias in a notebook of 3.13', ALIAS, ranOn('3.13.0rc1'), []],
    ['the same in a notebook of 3.11', GENERIC, ranOn('3.11.9'), ['syntax']],
    ['the same where the notebook does not say', ALIAS, {}, []],
    ['a version that is none', ALIAS, ranOn(['3.10']), []],
    ['a Python that is not out yet', ALIAS, ranOn('3.99.1'), []],
    ['broken code in any Python', 'def first[T](', ranOn('3.12.4'), ['syntax']],
  ])('%s', async (_, source, metadata, codes) => {
    expect(await codesOf(source, metadata)).toEqual(codes);
  });
});
