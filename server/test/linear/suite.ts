import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import type { Checks } from '../harness.ts';
import { FAMILIES } from './families.ts';
import { isLinear, measure, MOST_GROWTH, type Measured } from './measure.ts';
import { PARSERS } from './parsers.ts';

/** A family that takes longer is not linear, whatever it would come to. */
const PATIENCE = 60_000;

type Told = (family: string, measured: Measured | null) => void;

/** Measures a parser in a thread that can be ended; null for families it did not get done with. */
async function families(name: string, told: Told): Promise<void> {
  const names = Object.keys(FAMILIES);
  for (let from = 0; from < names.length;) {
    from = await new Promise<number>((resolve, reject) => {
      let at = from;
      const thread = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: { parser: name, from },
      });
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        timer = setTimeout(() => {
          told(names[at] ?? '', null);
          void thread.terminate().then(() => resolve(at + 1));
        }, PATIENCE);
      };
      wait();
      thread.on('message', ({ family, measured }: { family: string; measured: Measured }) => {
        clearTimeout(timer);
        told(family, measured);
        at++;
        if (at < names.length) wait();
        else resolve(at);
      });
      thread.on('error', reject);
    });
  }
}

/** Time in proportion to the bytes, for every parser of strangers' text and every family of hostile ones. */
export async function linearSuite(t: Checks): Promise<void> {
  await t.check('a quadratic expression is caught', () => {
    const quadratic = {
      run: (text: string) => text.replace(/[^\n]*\r(?!\n)/g, ''),
      length: 10_000,
      most: 60,
    };
    const measured = measure(quadratic, (length) => 'a'.repeat(length));
    assert.ok(!isLinear(quadratic, measured), JSON.stringify(measured));
    assert.ok(
      isLinear(
        { ...quadratic, run: (text) => text.split('\n').join() },
        measure({ ...quadratic, run: (text) => text.split('\n').join() }, (length) =>
          'a\n'.repeat(length / 2),
        ),
      ),
    );
  });
  for (const [name, parser] of Object.entries(PARSERS)) {
    let worst = { family: '', perMb: 0 };
    const slow: string[] = [];
    await t.check(`${name} takes time in proportion`, async () => {
      await families(name, (family, measured) => {
        if (measured === null) {
          slow.push(`${family}: more than ${PATIENCE / 1000} s`);
          return;
        }
        if (measured.perMb > worst.perMb) worst = { family, perMb: measured.perMb };
        if (isLinear(parser, measured)) return;
        slow.push(
          `${family}: ${measured.once.toFixed(1)} ms, twice the text ${measured.twice.toFixed(1)} ms (${(measured.twice / measured.once).toFixed(1)} times, again twice ${((measured.more ?? NaN) / measured.twice).toFixed(1)} times; at most ${MOST_GROWTH}), ${measured.perMb.toFixed(1)} s a MB (at most ${parser.most})`,
        );
      });
      assert.deepEqual(slow, []);
    });
    console.log(`   ${name}: at most ${worst.perMb.toFixed(2)} s a MB (${worst.family})`);
  }
}
