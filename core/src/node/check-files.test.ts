import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './cli.ts';

let folder: string;
let said: string[];
let complained: string[];
const start = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alacard-files-'));
  process.chdir(folder);
  said = [];
  complained = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  jest
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => complained.push(String(text)) > 0);
});
afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

const notebook = (...sources: string[]): string =>
  JSON.stringify(
    {
      cells: sources.map((source, at) => ({
        cell_type: 'code',
        execution_count: at,
        id: `c${at}`,
        metadata: { odd: 1.0 },
        outputs: [],
        source: source.split(/(?<=\n)/),
      })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
const OLD = notebook(
  'from transformers import AutoModel',
  "m = AutoModel.from_pretrained('a/b', torch_dtype='auto')\nprint(m)",
);
const alacard = async (
  ...words: string[]
): Promise<{ out: string; err: string; code: unknown }> => {
  said = [];
  complained = [];
  process.exitCode = undefined;
  await main(words);
  return { out: said.join(''), err: complained.join(''), code: process.exitCode };
};
const write = (file: string, text: string): void => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
};

describe('alacard check FILES', () => {
  it('reads files, folders and globs, and leaves out what it is told to', async () => {
    write('a.ipynb', notebook('x'));
    write('b/c.ipynb', notebook('y'));
    write('b/.ipynb_checkpoints/c.ipynb', notebook('z'));
    write('old/d.ipynb', notebook('q'));
    const names = async (...words: string[]): Promise<string[]> =>
      (JSON.parse((await alacard('check', '--json', ...words)).out) as { message: string }[]).map(
        ({ message }) => /`(\w)`/.exec(message)?.[1] ?? '',
      );
    expect(await names('.')).toEqual(['x', 'y', 'q']);
    expect(await names('.', '--exclude', 'old')).toEqual(['x', 'y']);
    expect(await names('b/*.ipynb', 'a.ipynb')).toEqual(['y', 'x']);
    write('pyproject.toml', '[tool.alacard]\nexclude = ["b/"]\nignore = ["secret"]\n');
    expect(await names('.')).toEqual(['x', 'q']);
  });

  it('takes the codes that are wanted, and refuses those nobody has', async () => {
    write('a.ipynb', notebook('x'));
    expect((await alacard('check', 'a.ipynb')).code).toBe(1);
    expect((await alacard('check', 'a.ipynb', '--ignore', 'undefined-name')).code).toBeUndefined();
    expect((await alacard('check', 'a.ipynb', '--select', 'secret,syntax')).code).toBeUndefined();
    const odd = await alacard('check', 'a.ipynb', '--select', 'undefined');
    expect(odd.code).toBe(2);
    expect(odd.err).toContain('there is no finding undefined');
  });

  it('says in each format where what stands', async () => {
    write('a.ipynb', notebook('x = 1', 'print(x)\nprint(y, "100%")'));
    expect((await alacard('check', 'a.ipynb')).out).toMatch(
      /^a\.ipynb: cell 2, line 2: error undefined-name: Undefined name `y`/,
    );
    expect((await alacard('check', 'a.ipynb', '--format', 'github')).out).toMatch(
      /^::error file=a\.ipynb,title=undefined-name \(cell 2%2C line 2\)::Undefined/,
    );
    const sarif = JSON.parse(
      (await alacard('check', 'a.ipynb', '--format', 'sarif')).out,
    ) as object;
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'alacard', rules: [{ id: 'undefined-name' }] } },
          results: [{ ruleId: 'undefined-name', level: 'error', ruleIndex: 0 }],
        },
      ],
    });
    expect((await alacard('check', 'a.ipynb', '--format', 'xml')).code).toBe(2);
  });

  it.each([
    ['a merge conflict', `{\n<<<<<<< HEAD\n${notebook('x').slice(2)}`, /merge conflict \(line 2\)/],
    ['a comma too many', '{"cells": [],\n "nbformat": 4,,}', /line 2, column 16/],
    ['half a file', notebook('x').slice(0, 60), /ends in the middle/],
    ['nothing', '', /the file is empty/],
    [
      'nbformat 3',
      '{"nbformat": 3, "worksheets": []}',
      /nbformat 3.*open it in Jupyter and save it/,
    ],
    ['other JSON', '{"a": 1}', /no Jupyter notebook/],
    ['a page', '<!DOCTYPE html><html></html>', /page of HTML/],
    ['cells that are none', '{"nbformat": 4, "cells": {}}', /cells is not as nbformat 4 has it/],
  ])('explains %s', async (_, text, message) => {
    write('a.ipynb', text);
    const { err, code } = await alacard('check', 'a.ipynb');
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it.each([
    ['a mark of the byte order', `\ufeff${notebook('x = 1')}`],
    [
      'NaN in an output',
      notebook('x = "NaN"').replace(
        '"outputs": []',
        '"outputs": [{"output_type": "display_data", "data": {"a": NaN, "b": [-Infinity]}}]',
      ),
    ],
    ['an id that is null', notebook('x = 1').replace('"c0"', 'null')],
    [
      'a cell of an old kind',
      notebook('x = 1').replace(
        '"cells": [',
        '"cells": [{"cell_type": "heading", "level": 1, "source": "T"},',
      ),
    ],
  ])('reads %s', async (_, text) => {
    write('a.ipynb', text);
    expect((await alacard('check', 'a.ipynb')).code).toBeUndefined();
  });
});

describe('alacard fix FILES', () => {
  it('prints a diff and writes nothing', async () => {
    write('a.ipynb', OLD);
    const { out, err, code } = await alacard('fix', '.');
    expect(out).toContain("-    \"m = AutoModel.from_pretrained('a/b', torch_dtype='auto')\\n\",");
    expect(out).toContain("+    \"m = AutoModel.from_pretrained('a/b', dtype='auto')\\n\",");
    expect(out.split('\n').filter((line) => /^[+-] /.test(line))).toHaveLength(2);
    expect(err).toBe(
      '1 of 1 notebooks would change: 1 deprecated-api. Nothing is written without --write.\n',
    );
    expect(code).toBe(1);
    expect(readFileSync('a.ipynb', 'utf8')).toBe(OLD);
  });

  it('writes, and has nothing left to do then', async () => {
    write('a.ipynb', OLD);
    write('b.ipynb', '{');
    expect((await alacard('fix', '--write', 'a.ipynb')).code).toBeUndefined();
    expect(readFileSync('a.ipynb', 'utf8')).toBe(OLD.replace('torch_dtype', 'dtype'));
    expect((await alacard('fix', 'a.ipynb')).out).toBe('');
    const { err, code } = await alacard('fix', '--write', '.');
    expect(err).toContain('b.ipynb: left as it is: it is no JSON');
    expect(code).toBe(2);
  });
});
