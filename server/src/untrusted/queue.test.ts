import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createQueue, QueueFull } from './queue.ts';

it('never runs more at once than it may, loses nothing, and keeps the order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 30 }),
      async (running, jobs) => {
        const queue = createQueue(running, 100);
        let at = 0;
        const begun: number[] = [];
        const results = await Promise.allSettled(
          jobs.map(({ turns, fails }, index) =>
            queue.run(async () => {
              begun.push(index);
              at++;
              expect(at).toBeLessThanOrEqual(running);
              for (let i = 0; i < turns; i++) await Promise.resolve();
              at--;
              if (fails) throw new Error('fails');
              return index;
            }),
          ),
        );
        expect(begun).toEqual(jobs.map((_, index) => index));
        expect(results.map(({ status }) => status)).toEqual(
          jobs.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      },
    ),
  );
});

it('refuses what would have to wait too long', async () => {
  const queue = createQueue(1, 1);
  let end = (): void => undefined;
  const first = queue.run(() => new Promise<void>((resolve) => (end = resolve)));
  const second = queue.run(async () => 'second');
  await expect(queue.run(async () => 'third')).rejects.toBeInstanceOf(QueueFull);
  end();
  await first;
  expect(await second).toBe('second');
  expect(await queue.run(async () => 'fourth')).toBe('fourth');
});
