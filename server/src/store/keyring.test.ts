import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyring, parseKeys } from './keyring.ts';

const key = (id: string, byte: number): string =>
  `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const ring = createKeyring(parseKeys(key('k1', 1)));

describe('keyring', () => {
  it('opens what it has sealed, at its place only', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (text, home, place) => {
          const notebook = ring.newKey(home);
          const sealed = notebook.seal(text, place);
          const again = ring.openKey(notebook.keyId, notebook.wrapped, home);
          expect(again.open(sealed, place)).toBe(text);
          expect(() => again.open(sealed, `${place}x`)).toThrow();
          expect(() => ring.openKey(notebook.keyId, notebook.wrapped, `${home}x`)).toThrow();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses a flipped bit anywhere', () => {
    const notebook = ring.newKey('home');
    const sealed = notebook.seal('a private notebook', 'place');
    for (let at = 0; at < sealed.length; at++) {
      const bent = Uint8Array.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => notebook.open(bent, 'place')).toThrow();
    }
  });

  it('seals the same text differently each time, and hides it', () => {
    const notebook = ring.newKey('home');
    const [one, two] = [notebook.seal('secret words', 'p'), notebook.seal('secret words', 'p')];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(Buffer.from(one).toString('latin1')).not.toContain('secret');
  });

  it('rotates: the blob stays, the new key alone opens it', () => {
    const notebook = ring.newKey('home');
    const sealed = notebook.seal('text', 'p');
    const both = createKeyring(parseKeys(`${key('k2', 2)},${key('k1', 1)}`));
    const fresh = both.openKey(notebook.keyId, notebook.wrapped, 'home').rewrap();
    expect(fresh.keyId).toBe('k2');
    const only = createKeyring(parseKeys(key('k2', 2)));
    expect(only.openKey('k2', fresh.wrapped, 'home').open(sealed, 'p')).toBe('text');
    expect(() => only.openKey('k1', notebook.wrapped, 'home')).toThrow('not given (ALACARD_KEYS)');
  });

  it.each(['', 'k1', 'k1:short', `k 1:${'A'.repeat(44)}`, `:${'A'.repeat(44)}`])(
    'refuses the keys "%s"',
    (text) => {
      expect(() => createKeyring(parseKeys(text))).toThrow();
    },
  );
});
