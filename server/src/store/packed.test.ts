import zlib from 'node:zlib';
import { expect, it } from '@jest/globals';
import { MAX_IPYNB_BYTES } from '@alacard/core/sharing';
import fc from 'fast-check';
import { pack, keptText, unpack } from './packed.ts';

it('gives every text back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 5000 }), (text) => {
      expect(unpack(pack(text))).toBe(text);
    }),
  );
});

it('gives the largest file back, and nothing that is larger', () => {
  const largest = 'a'.repeat(MAX_IPYNB_BYTES);
  const packed = pack(largest);
  expect(packed.byteLength).toBeLessThan(10_000);
  expect(unpack(packed) === largest).toBe(true);
  expect(() => unpack(zlib.zstdCompressSync(`${largest}a`))).toThrow('larger than');
});

it('has memory of its own, which can change its thread', () => {
  const { buffer, byteLength } = pack('{}');
  expect(buffer.byteLength).toBe(byteLength);
});

it('reads what was kept as text, and leaves what is sealed', () => {
  expect(keptText({ ipynb: '{"a":1}', packed: null })).toBe('{"a":1}');
  expect(keptText({ ipynb: null, packed: pack('{"a":2}') })).toBe('{"a":2}');
  expect(keptText({ ipynb: null, packed: null })).toBeNull();
});
