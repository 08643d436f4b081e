import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pick, pickWeighted, randomAt } from './random.ts';

/** Pearson's statistic of observed counts against expected ones. */
const chiSquare = (observed: readonly number[], expected: readonly number[]): number =>
  observed.reduce((sum, count, index) => {
    const want = expected[index] ?? 0;
    return sum + (count - want) ** 2 / want;
  }, 0);

describe('randomAt', () => {
  it('lies in [0, 1) and is the same for the same seed and draw', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(100), (seed, draw) => {
        const value = randomAt(seed, draw);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(randomAt(seed, draw)).toBe(value);
      }),
    );
  });

  it('is even over the seeds, for each draw', () => {
    for (let draw = 0; draw < 6; draw += 1) {
      const counts = Array.from({ length: 20 }, () => 0);
      for (let seed = 0; seed < 20_000; seed += 1) {
        const bin = Math.floor(randomAt(seed, draw) * 20);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      // 19 degrees of freedom: 43.8 is exceeded once in a thousand.
      expect(
        chiSquare(
          counts,
          counts.map(() => 1000),
        ),
      ).toBeLessThan(43.8);
    }
  });

  it('draws independently for different cards', () => {
    const counts = Array.from({ length: 25 }, () => 0);
    for (let seed = 0; seed < 25_000; seed += 1) {
      const bin = Math.floor(randomAt(seed, 0) * 5) * 5 + Math.floor(randomAt(seed, 1) * 5);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 24 degrees of freedom.
    expect(
      chiSquare(
        counts,
        counts.map(() => 1000),
      ),
    ).toBeLessThan(51.2);
  });

  it('takes seeds beyond 32 bits as different', () => {
    expect(randomAt(1, 0)).not.toBe(randomAt(1 + 2 ** 32, 0));
    expect(randomAt(1, 0)).not.toBe(randomAt(-1, 0));
  });
});

describe('pickWeighted', () => {
  it('picks by weight, never an item without one', () => {
    const weights = [0, 1, 0, 3, 0];
    const items = weights.map((_, index) => index);
    const weight = (item: number): number => weights[item] ?? 0;
    expect(pickWeighted(items, weight, 0)).toBe(1);
    expect(pickWeighted(items, weight, 0.2499)).toBe(1);
    expect(pickWeighted(items, weight, 0.2501)).toBe(3);
    expect(pickWeighted(items, weight, 1 - 2 ** -53)).toBe(3);
    expect(pickWeighted(items, () => 0, 0.5)).toBeUndefined();
    expect(pick([], 0.5)).toBeUndefined();
  });
});
