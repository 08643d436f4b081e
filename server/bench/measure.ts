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

/** Milliseconds of single calls. */
export async function times(
  count: number,
  work: () => Promise<unknown>,
): Promise<{ p50: number; p95: number }> {
  const taken: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number): number =>
    taken[Math.min(count - 1, Math.floor(count * share))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Machines are noisy: both sides take turns, and the median of the ratios counts. */
export async function compare(
  name: string,
  clients: number,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  bare: () => Promise<unknown>,
  ours: () => Promise<unknown>,
): Promise<number> {
  const pairs: { bare: number; ours: number }[] = [];
  await rate(clients, seconds / 3, bare);
  await rate(clients, seconds / 3, ours);
  for (let round = 0; round < rounds; round++) {
    pairs.push({
      bare: await rate(clients, seconds, bare),
      ours: await rate(clients, seconds, ours),
    });
  }
  const ratio = median(pairs.map((pair) => pair.ours / pair.bare));
  console.log(
    `${name.padEnd(34)} ${String(clients).padStart(2)} clients | bare SQL ${median(
      pairs.map((one) => one.bare),
    )
      .toFixed(0)
      .padStart(6)}/s | server ${median(pairs.map((one) => one.ours))
      .toFixed(0)
      .padStart(6)}/s | ratio ${ratio.toFixed(2)}`,
  );
  return ratio;
}
