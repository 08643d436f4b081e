/**
 * Seeded random numbers, for hands that can be dealt again. Not for secrets.
 */

/** Mixes 32 bits well. Source: the finaliser of MurmurHash3, public domain. */
function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * The `draw`-th random number of a seed, in [0, 1). Each draw is independent of
 * the others, so a locked card does not change how the other cards fall.
 * Fractions of a seed are ignored; its lowest 53 bits count.
 */
export function randomAt(seed: number, draw: number): number {
  const whole = Math.trunc(seed);
  const high = Math.floor(whole / 0x1_0000_0000);
  const state = mix(mix(mix(whole) ^ mix(high + 0x9e3779b9)) + Math.imul(draw + 1, 0x9e3779b9));
  return mix(state + 0x6d2b79f5) / 0x1_0000_0000;
}

/** An item by its weight; `random` in [0, 1). Undefined when nothing has a weight above 0. */
export function pickWeighted<T>(
  items: readonly T[],
  weight: (item: T) => number,
  random: number,
): T | undefined {
  const weights = items.map((item) => Math.max(0, weight(item)));
  const total = weights.reduce((sum, one) => sum + one, 0);
  let left = random * total;
  let last: T | undefined;
  for (const [index, item] of items.entries()) {
    const share = weights[index] ?? 0;
    if (share === 0) continue;
    last = item;
    left -= share;
    if (left < 0) return item;
  }
  return last;
}

/** An item, each as likely as any other. Undefined for an empty list. */
export const pick = <T>(items: readonly T[], random: number): T | undefined =>
  pickWeighted(items, () => 1, random);
