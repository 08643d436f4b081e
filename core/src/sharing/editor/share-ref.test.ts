import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSafeServer } from '../../ipynb/marks.ts';
import { parseShareRef } from './share-ref.ts';

const ID = 'AbCdEfGhJk23';
const OWN = 'http://192.168.1.7:8787/';
const at = (server: string, version?: number) => ({
  server,
  shareId: ID,
  ...(version === undefined ? {} : { version }),
});
const query = (server: string) => `server=${encodeURIComponent(server)}&id=${ID}`;

describe('parseShareRef', () => {
  it.each([
    ['a share id', ID, at('http://192.168.1.7:8787')],
    ['a page', ` https://cards.example/n/${ID} `, at('https://cards.example')],
    ['a page below a path', `https://a.example/cards/n/${ID}/`, at('https://a.example/cards')],
    ['a page of a version', `https://a.example/n/${ID}?version=3`, at('https://a.example', 3)],
    ['a page with more', `https://a.example/n/${ID}?utm=1#x`, at('https://a.example')],
    ['an embed', `https://a.example/embed/${ID}`, at('https://a.example')],
    ['a download', `https://a.example/api/notebook/download/${ID}`, at('https://a.example')],
    ['a page of this machine', `http://127.0.0.1:8787/n/${ID}`, at('http://127.0.0.1:8787')],
    ['a page of the own server', `http://192.168.1.7:8787/n/${ID}`, at('http://192.168.1.7:8787')],
    [
      'a link to VS Code',
      `vscode://alacard.alacard-vscode/remix?${query('https://a.example')}`,
      at('https://a.example'),
    ],
    [
      'a link to another build of it',
      `code-oss://alacard.alacard-vscode/remix?${query('http://localhost:1')}&version=2`,
      at('http://localhost:1', 2),
    ],
    [
      'a link to JupyterLab',
      `http://10.0.0.1:8888/lab?alacard-remix=1&${query('https://a.example')}`,
      at('https://a.example'),
    ],
  ])('reads %s', (_, text, expected) => {
    expect(parseShareRef(text, OWN)).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['a sentence', 'please remix this'],
    ['an id that is too short', 'AbCdEfGhJk2'],
    ['an id with look-alikes', 'AbCdEfGhJk20'],
    ['a script', `javascript:alert(1)//n/${ID}`],
    ['a file', `file:///n/${ID}`],
    ['plain http over a network', `http://a.example/n/${ID}`],
    ['a host that looks like this machine', `http://127.0.0.1.a.example/n/${ID}`],
    ['credentials', `https://me:secret@a.example/n/${ID}`],
    ['a bad id', 'https://a.example/n/..%2F..%2Fadmin'],
    ['another page', 'https://a.example/trending'],
    ['another extension', `vscode://evil.extension/remix?${query('https://a.example')}`],
    [
      'a server that is no address',
      `vscode://alacard.alacard-vscode/remix?${query('file:///etc')}`,
    ],
    [
      'a server with plain http',
      `https://x.example/lab?alacard-remix=1&${query('http://a.example')}`,
    ],
    ['a server of a script', `http://x/lab?alacard-remix=1&${query('javascript:alert(1)')}`],
    ['a very long text', `https://a.example/${'a'.repeat(3000)}/n/${ID}`],
  ])('gives null for %s', (_, text) => {
    expect(parseShareRef(text, OWN)).toBeNull();
  });

  it('needs a server for an id alone', () => {
    expect(parseShareRef(ID, null)).toBeNull();
    expect(parseShareRef(ID, 'not a server')).toBeNull();
    expect(parseShareRef(`vscode://alacard.alacard-vscode/remix?id=${ID}`, null)).toBeNull();
  });

  it('never throws, and never leads to an unsafe server', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.webUrl({ withQueryParameters: true }).map((url) => `${url}/n/${ID}`),
      fc.string().map((server) => `vscode://alacard.alacard-vscode/remix?${query('')}${server}`),
      fc.string().map((server) => `https://x/lab?alacard-remix=1&server=${server}&id=${ID}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = parseShareRef(text, OWN);
        if (found) expect(`${found.server}/` === OWN || isSafeServer(found.server)).toBe(true);
      }),
    );
  });
});
