import assert from 'node:assert/strict';
import { createSharing, MAX_IPYNB_BYTES } from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { type Checks, code, value } from './harness.ts';
import type { World } from './world.ts';

/** What people with bad intentions, or bad luck, send. */
export async function hostileSuite(t: Checks, w: World): Promise<void> {
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    fetch(`${w.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
  const problemOf = async (response: Response) => {
    assert.equal(
      response.headers.get('content-type'),
      'application/problem+json',
      `status ${response.status}`,
    );
    const body = (await response.json()) as {
      code: string;
      status: number;
      detail: string;
      request_id: string;
    };
    assert.equal(body.status, response.status);
    assert.equal(body.request_id, response.headers.get('x-request-id'));
    assert.ok(body.detail.length > 10);
    return body.code;
  };
  const publish = (ipynb: string, more: object = {}) =>
    w.anonymous.call('publish', { body: { title: 'Hostile', ipynb, recipe: recipeOf(), ...more } });

  for (const [what, body, expected] of [
    ['not JSON', '{', 'bad-request'],
    ['nothing', '', 'bad-request'],
    ['an array', '[]', 'invalid-request'],
    ['null', 'null', 'invalid-request'],
    ['a prototype', '{"__proto__":{"admin":true}}', 'bad-request'],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}', 'bad-request'],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'invalid-request'],
    [
      'eight million prompts',
      `{"title":"T","ipynb":"{}","recipe":{"prompt_cards":{"prompts":[${'0,'.repeat(8_000_000)}0]}}}`,
      'invalid-request',
    ],
    ['a list that ends in the middle', `{"title":[${'"",'.repeat(2_000)}`, 'bad-request'],
    ['wrong types', '{"title":1,"ipynb":{},"recipe":[]}', 'invalid-request'],
  ] as const) {
    await t.check(`refuses ${what}`, async () => {
      assert.equal(await problemOf(await post('/api/notebook/publish', body)), expected);
    });
  }
  await t.check('refuses other media types', async () => {
    assert.equal(
      await problemOf(await post('/api/notebook/publish', '<a/>', 'text/xml')),
      'unsupported-media-type',
    );
  });
  await t.check('refuses bytes that are not UTF-8', async () => {
    const head = Buffer.from('{"title":"');
    const body = new Uint8Array(
      Buffer.concat([head, Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
    );
    assert.equal(await problemOf(await post('/api/notebook/publish', body)), 'bad-request');
  });
  await t.check('refuses 50 MB without reading them all', async () => {
    const big = JSON.stringify({
      title: 'x',
      recipe: recipeOf(),
      ipynb: 'x'.repeat(50 * 1024 * 1024),
    });
    const response = await post('/api/notebook/publish', big).catch(() => null);
    // The server may close the connection while the body is still being sent.
    if (response !== null) assert.equal(await problemOf(response), 'too-large');
  });
  await t.check('refuses a notebook just over the limit, takes one just under', async () => {
    const fill = (length: number) => ipynbOf('x'.repeat(length));
    assert.equal(code(await publish(fill(MAX_IPYNB_BYTES))), 'invalid-notebook');
    value(await publish(fill(MAX_IPYNB_BYTES - 2000)));
  });
  for (const [what, ipynb] of [
    ['no notebook', '{"a":1}'],
    ['a notebook of version 3', '{"nbformat":3,"nbformat_minor":0,"metadata":{},"worksheets":[]}'],
    ['halves of characters', ipynbOf('print').replace('print', '\ud83d')],
    [
      'ten thousand cells',
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: Array.from({ length: 10_000 }, () => ({
          cell_type: 'raw',
          source: '',
          metadata: {},
        })),
      }),
    ],
    [
      'nesting in an output',
      ipynbOf('', [{ cell_type: 'code', metadata: {}, source: '', outputs: ['['.repeat(1000)] }]),
    ],
  ] as const) {
    await t.check(`refuses ${what}`, async () => {
      const body = JSON.stringify({ title: 'Hostile', ipynb, recipe: recipeOf() });
      assert.equal(await problemOf(await post('/api/notebook/publish', body)), 'invalid-notebook');
    });
  }
  await t.check('takes deep metadata and gives it back unharmed', async () => {
    const deep = `${'{"a":'.repeat(400)}1${'}'.repeat(400)}`;
    const ipynb = ipynbOf().replace('"kernelspec"', `"deep":${deep},"kernelspec"`);
    const shared = value(await publish(ipynb));
    assert.equal(value(await w.anonymous.call('download', { params: shared })), ipynb);
  });
  await t.check('titles with control characters, U+0000, bidi tricks as data', async () => {
    for (const title of ['a\u0000b', 'a\nb', 'a\u001b[31m', '', '   ', 'x'.repeat(121)]) {
      assert.equal(
        code(await publish(ipynbOf(), { title })),
        'invalid-request',
        JSON.stringify(title),
      );
    }
    const shared = value(await publish(ipynbOf(), { title: `<script>alert(1)</script>"'` }));
    assert.equal(
      value(await w.anonymous.call('get', { params: shared })).title,
      `<script>alert(1)</script>"'`,
    );
  });
  await t.check('U+0000 deep in a recipe is an answer, not a crash', async () => {
    const recipe = recipeOf({ prompt_cards: { prompts: ['a\u0000b'] } });
    assert.equal(code(await publish(ipynbOf(), { recipe })), 'invalid-request');
  });
  await t.check('SQL, paths and template tricks are only text', async () => {
    for (const text of [
      "'; drop table notebooks; --",
      '../../etc/passwd',
      '%00',
      '{{7*7}}',
      '\\',
      "' or 1=1 --",
      '%27%20or',
      '*',
      ':*',
      '!!&|()',
    ]) {
      for (const path of [
        `/api/notebooks?q=${encodeURIComponent(text)}`,
        `/api/notebook/${encodeURIComponent(text)}`,
        `/api/notebook/download/${encodeURIComponent(text)}`,
        `/api/trending?topic=${encodeURIComponent(text)}`,
        `/api/recipes/${encodeURIComponent(text)}`,
        `/api/models/search?q=${encodeURIComponent(text)}`,
        `/api/notebooks?cursor=${encodeURIComponent(text)}`,
        `/api/trending?cursor=${Buffer.from(`["${text}","x"]`).toString('base64url')}`,
      ]) {
        const response = await fetch(`${w.url}${path}`);
        assert.ok(response.status < 500, `${path}: ${response.status}`);
        if (response.status >= 400) await problemOf(response);
      }
    }
    assert.ok(value(await w.anonymous.call('gallery')).notebooks.length > 0);
  });
  await t.check('versions that cannot be are refused, the smallest and the largest', async () => {
    const { share_id } = value(await publish(ipynbOf()));
    for (const [version, status] of [
      ['0', 400],
      ['1.5', 400],
      ['2147483647', 404],
      ['2147483648', 400],
      ['73659776429', 400],
    ] as const) {
      for (const path of [share_id, `download/${share_id}`]) {
        const response = await fetch(`${w.url}/api/notebook/${path}?version=${version}`);
        assert.equal(response.status, status, `${path}?version=${version}`);
      }
    }
  });
  await t.check('cursors of another list, or made up, are refused', async () => {
    const made = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url');
    const id = '11111111-1111-4111-8111-111111111111';
    for (const cursor of [
      made(['x', id]),
      made([1e308, id]),
      made([1, 'x']),
      made({}),
      made([null, id]),
      'AAAA',
    ]) {
      for (const list of ['/api/notebooks?', '/api/notebooks?sort=views&', '/api/trending?']) {
        const response = await fetch(`${w.url}${list}cursor=${cursor}`);
        assert.ok(
          response.status === 400 || response.status === 200,
          `${list}${cursor}: ${response.status}`,
        );
      }
    }
  });
  await t.check('long addresses, many parameters and odd methods get an answer', async () => {
    for (const [method, path] of [
      ['GET', `/api/notebook/${'a'.repeat(5000)}`],
      ['GET', `/api/shuffle?${'locked_cards=topic=x&'.repeat(500)}`],
      ['DELETE', '/api/trending'],
      ['PUT', '/'],
      ['GET', '/api/nothing'],
      ['GET', '/%ff%fe'],
    ] as const) {
      const response = await fetch(`${w.url}${path}`, { method });
      assert.ok(
        response.status >= 300 && response.status < 500,
        `${method} ${path.slice(0, 40)}: ${response.status}`,
      );
    }
  });
  await t.check('an address asked in the wrong way says how it is asked', async () => {
    const response = await fetch(`${w.url}/api/notebooks?limit=3`, { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD, OPTIONS');
    assert.equal(await problemOf(response), 'method-not-allowed');
    assert.equal((await fetch(`${w.url}/api/nothing`, { method: 'DELETE' })).status, 404);
  });
  await t.check('a web page elsewhere gets no cookie and no credentials', async () => {
    const response = await fetch(`${w.url}/api/trending`, {
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
    const forged = await fetch(`${w.url}/api/me`, {
      method: 'PATCH',
      headers: {
        cookie: 'alacard_session=alacard_pat_x',
        origin: 'https://evil.example',
        'content-type': 'application/json',
      },
      body: '{"name":"x"}',
    });
    assert.equal(await problemOf(forged), 'forbidden');
  });
  await t.check('headers that protect pages are there', async () => {
    const response = await fetch(`${w.url}/api/trending`);
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'self'/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('x-powered-by'), null);
  });
  await t.check('an id of a request comes back; a made-up one is replaced', async () => {
    const ask = (id: string) =>
      fetch(`${w.url}/health`, { headers: { 'x-request-id': id } }).then((r) =>
        r.headers.get('x-request-id'),
      );
    assert.equal(await ask('trace-12345678'), 'trace-12345678');
    assert.notEqual(await ask('bad id\t"<script>'), 'bad id\t"<script>');
  });
  await t.check('the server is well after all this', async () => {
    value(await createSharing({ fetch, baseUrl: w.url }).call('gallery'));
    assert.equal((await fetch(`${w.url}/health`)).status, 200);
  });
}
