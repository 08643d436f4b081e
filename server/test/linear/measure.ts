import type { Family } from './families.ts';
import type { Parser } from './parsers.ts';

/** Doubling a text may not more than do this to the time; machines are noisy, so it is not 2. */
export const MOST_GROWTH = 2.6;
/** Times below this say nothing about growth. */
const LEAST_MS = 40;
const ATTEMPTS = 7;

export interface Measured {
  /** Milliseconds for the text, and for one of twice its length: the best of a few attempts. */
  readonly once: number;
  readonly twice: number;
  /** For four times, where the other two say that it grows too fast. */
  readonly more?: number;
  /** Seconds a million characters of the longer one would take. */
  readonly perMb: number;
}

/** Of the processor, in this thread: what others do on the machine meanwhile does not count. */
const timed = (parser: Parser, text: string): number => {
  const started = process.threadCpuUsage();
  parser.run(text);
  const { user, system } = process.threadCpuUsage(started);
  return (user + system) / 1000;
};

export const isLinear = (parser: Parser, { once, twice, more, perMb }: Measured): boolean =>
  perMb <= parser.most &&
  (twice < LEAST_MS ||
    twice / once <= MOST_GROWTH ||
    (more !== undefined && more / twice <= MOST_GROWTH));

/** Measures until it is shown to be linear, or often enough to believe that it is not. */
export function measure(parser: Parser, family: Family): Measured {
  let once = Infinity;
  let twice = Infinity;
  let measured: Measured = { once, twice, perMb: Infinity };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Never the same text again: some parsers remember what they have read.
    const length = parser.length + attempt;
    once = Math.min(once, timed(parser, family(length)));
    twice = Math.min(twice, timed(parser, family(2 * length)));
    measured = { once, twice, perMb: twice / 1000 / ((2 * length) / 1e6) };
    if (isLinear(parser, measured)) return measured;
  }
  // Near a bound of the parser, or of a cache of the machine, one doubling may cost more than the next.
  let more = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    more = Math.min(more, timed(parser, family(4 * (parser.length + attempt))));
    measured = { ...measured, more, perMb: more / 1000 / ((4 * parser.length) / 1e6) };
    if (isLinear(parser, measured)) break;
  }
  return measured;
}
