import { describe, expect, it } from '@jest/globals';
import { createSharing, type SharingFetch } from './client.ts';
import { problem } from './problem.ts';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ID = 'abcdefghijkm';
const answering = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): { readonly fetch: SharingFetch; readonly sent: Sent[] } => {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, init) => {
      sent.push({ url, ...init });
      return {
        status,
        headers: { get: (name) => headers[name] ?? null },
        text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
      };
    },
  };
};
const shared = {
  share_id: ID,
  version: 1,
  notebook_url: 'https://a.example/n/x',
  download_url: 'https://a.example/d/x',
};

describe('createSharing', () => {
  it('writes paths, queries, tokens and keys as the server reads them', async () => {
    const { fetch, sent } = answering(200, { success: true });
    const sharing = createSharing({ fetch, baseUrl: 'https://a.example/', token: () => 'pat' });
    await sharing.call('track', {
      params: { share_id: ID },
      body: { event: 'view' },
      idempotencyKey: 'k1',
      manageToken: 'm',
    });
    expect(sent).toEqual([
      {
        url: `https://a.example/api/notebook/${ID}/track`,
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          authorization: 'Bearer pat',
          'alacard-manage-token': 'm',
          'idempotency-key': 'k1',
        },
        body: '{"event":"view"}',
      },
    ]);
    await sharing.call('shuffle', {
      query: { locked_cards: ['topic=a b&c', 'difficulty=beginner'] },
    });
    expect(sent[1]?.url).toBe(
      'https://a.example/api/shuffle?locked_cards=topic%3Da%20b%26c&locked_cards=difficulty%3Dbeginner',
    );
  });

  it('gives parsed answers, exact files and null for no content', async () => {
    const ok = createSharing({ fetch: answering(201, shared).fetch, baseUrl: 'https://a.example' });
    expect(await ok.call('remix', { params: { share_id: ID }, body: {} })).toEqual({
      ok: true,
      value: shared,
    });
    const file = '{"cells": [] }\n';
    const exact = createSharing({
      fetch: answering(200, file).fetch,
      baseUrl: 'https://a.example',
    });
    expect(await exact.call('download', { params: { share_id: ID } })).toEqual({
      ok: true,
      value: file,
    });
    const none = createSharing({ fetch: answering(204, '').fetch, baseUrl: 'https://a.example' });
    expect(await none.call('delete', { params: { share_id: ID } })).toEqual({
      ok: true,
      value: null,
    });
  });

  it.each([
    ['a problem document', 451, problem('withheld', 'Withheld.'), 'withheld'],
    ['a problem of a newer server', 418, { ...problem('internal', 'x'), code: 'teapot' }, 'teapot'],
    ['a proxy page', 502, '<html>', 'unexpected-answer'],
    ['a proxy asking to slow down', 429, '', 'rate-limited'],
    ['an answer that is not JSON', 200, '<html>', 'unexpected-answer'],
    ['an answer of another shape', 200, { a: 1 }, 'unexpected-answer'],
  ])('turns %s into a problem', async (_, status, body, code) => {
    const sharing = createSharing({
      fetch: answering(status, body).fetch,
      baseUrl: 'https://a.example',
    });
    const result = await sharing.call('versions', { params: { share_id: ID } });
    expect(result).toMatchObject({ ok: false, problem: { code } });
  });

  it('says when a recipe is newer than this version', async () => {
    const recipe = { version: 2, model_card: { id: 'a/b' } };
    const sharing = createSharing({
      fetch: answering(200, { recipe }).fetch,
      baseUrl: 'https://a.example',
    });
    expect(await sharing.call('recipe', { params: { code: 'abcd' } })).toMatchObject({
      ok: false,
      problem: { code: 'newer-schema' },
    });
  });

  it('says when the server cannot be reached', async () => {
    const sharing = createSharing({
      fetch: () => Promise.reject(new Error('getaddrinfo ENOTFOUND')),
      baseUrl: 'https://a.example',
    });
    const result = await sharing.call('trending');
    expect(result).toMatchObject({ ok: false, problem: { code: 'unreachable' } });
  });
});
