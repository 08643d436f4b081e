import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHub } from './client.ts';
import { filePath, infoPath, modelRef, treePath, withQuery } from './urls.ts';

const ORIGIN = 'https://hub.example';

/** Text that tries to leave its place: dots, slashes, escapes, separators, anything. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.stringMatching(/^[A-Za-z0-9._/%?#@:\\-]{0,40}$/),
  fc
    .array(
      fc.constantFrom(
        '..',
        '.',
        '/',
        '\\',
        '%2e',
        '%2f',
        '?',
        '#',
        '@',
        ':',
        'a',
        'org',
        '\n',
        ' ',
        '-',
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('')),
);
const plausible = fc.stringMatching(
  /^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}(\/[A-Za-z0-9_][A-Za-z0-9._-]{0,20})?$/,
);

describe('paths', () => {
  it('stay what they are for valid ids', () => {
    expect(infoPath({ id: 'org/name' })).toBe('/api/models/org/name');
    expect(infoPath({ id: 'gpt2', revision: 'refs/pr/1' })).toBe(
      '/api/models/gpt2/revision/refs%2Fpr%2F1',
    );
    expect(treePath('org/name', 'main')).toBe('/api/models/org/name/tree/main');
    expect(filePath('org/name', 'main', 'a b/ü.md')).toEqual({
      ok: true,
      value: '/org/name/resolve/main/a%20b/%C3%BC.md',
    });
    expect(withQuery('/a', [['q', 'a&b=c d']])).toBe('/a?q=a%26b%3Dc%20d');
  });

  it('never leave the place of the id and the revision', () => {
    fc.assert(
      fc.property(fc.oneof(plausible, hostile), fc.option(hostile), (id, revision) => {
        const ref = modelRef(id, revision ?? undefined);
        if (!ref.ok) return;
        const url = new URL(ORIGIN + infoPath(ref.value));
        expect(url.origin).toBe(ORIGIN);
        expect(url.search + url.hash).toBe('');
        const parts = url.pathname.split('/').slice(1);
        const want = ['api', 'models', ...ref.value.id.split('/')];
        if (ref.value.revision !== undefined) want.push('revision', ref.value.revision);
        expect(parts.map(decodeURIComponent)).toEqual(want);
      }),
      { numRuns: 3000 },
    );
  });

  it('refuse files that leave the repository', () => {
    fc.assert(
      fc.property(hostile, (file) => {
        const path = filePath('org/name', 'main', file);
        if (!path.ok) return;
        const url = new URL(ORIGIN + path.value);
        expect(url.pathname.startsWith('/org/name/resolve/main/')).toBe(true);
        expect(url.search + url.hash).toBe('');
      }),
      { numRuns: 3000 },
    );
    for (const file of ['..', 'a/../b', '/etc/passwd', 'a//b', './a', '']) {
      expect(filePath('org/name', 'main', file).ok).toBe(false);
    }
  });

  it('are asked for only below the endpoint, whatever the user brings', async () => {
    const asked: string[] = [];
    const hub = createHub({
      endpoint: `${ORIGIN}/mirror/`,
      retry: { tries: 1 },
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve({
          status: 404,
          url,
          headers: { get: () => null },
          text: () => Promise.resolve(''),
        });
      },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(plausible, hostile),
        fc.option(hostile),
        hostile,
        async (id, rev, words) => {
          await hub.modelFacts(id, rev ?? undefined);
          await hub.files(id, rev ?? undefined);
          await hub.listModels({
            search: words,
            task: words,
            library: words,
            licence: words,
            cursor: words,
          });
        },
      ),
      { numRuns: 300 },
    );
    expect(asked.length).toBeGreaterThan(300);
    for (const url of asked) {
      expect(new URL(url).href.startsWith(`${ORIGIN}/mirror/`)).toBe(true);
      expect(new URL(url).hash).toBe('');
    }
  });
});
