/** Calls a second of `work` with so many clients at once, over about `seconds`. */
export async function rate(
  clients: number,
  seconds: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let calls = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        await work();
        calls++;
      }
    }),
  );
  return (calls / (performance.now() - started)) * 1000;
}

/** Milliseconds of single calls, sorted. */
export async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b);
}

/** The value that a share of the sorted values does not exceed. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export const median = (values: readonly number[]): number =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

/** Calls a second of one side, with so many clients for so many seconds. */
export type Side = (clients: number, seconds: number) => Promise<number>;

/** One side of a comparison: something called in this thread. */
export const here =
  (work: () => Promise<unknown>): Side =>
  (clients, seconds) =>
    rate(clients, seconds, work);

/**
 * Machines are noisy: all sides take turns, and the median of the ratios of a
 * round counts. The first side is bare SQL.
 *
 * @returns the ratio of each other side
 */
export async function compare(
  name: string,
  clients: number,
  { rounds, seconds }: Effort,
  bare: Side,
  others: Readonly<Record<string, Side>>,
): Promise<Readonly<Record<string, number>>> {
  const sides = { bare, ...others };
  const rates = Object.fromEntries(Object.keys(sides).map((side) => [side, [] as number[]]));
  for (const side of Object.values(sides)) await side(clients, seconds / 3);
  for (let round = 0; round < rounds; round++)
    for (const [key, side] of Object.entries(sides)) rates[key]?.push(await side(clients, seconds));
  const found: Record<string, number> = {};
  const line = Object.entries(rates).map(([side, measured]) => {
    const shown = `${side} ${median(measured).toFixed(0).padStart(5)}/s`;
    if (side === 'bare') return shown;
    const ratio = median(measured.map((value, round) => value / (rates['bare']?.[round] ?? NaN)));
    found[side] = ratio;
    return `${shown} ratio ${ratio.toFixed(2)}`;
  });
  console.log(`${name.padEnd(18)} ${String(clients).padStart(2)} clients | ${line.join(' | ')}`);
  return found;
}
