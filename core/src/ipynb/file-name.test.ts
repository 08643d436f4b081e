import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baseName } from './file-name.ts';

const named = (id: string, own: string) =>
  // SAFETY: only what the name is made of.
  ({
    metadata: {
      alacard: { recipe: { topic: { own }, difficulty: 'beginner' }, model: { id } },
    },
  }) as Parameters<typeof baseName>[0];

describe('the name of a notebook’s file', () => {
  it('tells model, topic and level', () => {
    expect(baseName(named('org/SmolLM2-135M', 'urban beekeeping'))).toBe(
      'SmolLM2-135M-urban-beekeeping-beginner',
    );
  });

  it('is safe on every file system, whatever the topic', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (topic) => {
        const name = baseName(named('org/model', topic));
        expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
        expect(name.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
