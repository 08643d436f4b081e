import { Refusal } from '../refusal.ts';

/** Questions that wait for the Hub: a few for each address, so that one alone does not take all places. */
export interface Fair {
  /** @param who the address or person that asks */
  run<T>(who: string, work: () => Promise<T>): Promise<T>;
}

const MOST_AT_ONCE = 32;
const MOST_EACH = 8;

export function createFair(most = MOST_AT_ONCE, each = MOST_EACH): Fair {
  const waiting = new Map<string, number>();
  let all = 0;
  return {
    async run(who, work) {
      const own = waiting.get(who) ?? 0;
      if (all >= most || own >= each) {
        throw new Refusal(
          'unavailable',
          own >= each
            ? `${own} of your questions wait for the Hub already. Try again when they are answered.`
            : 'Too many questions wait for the Hub. Try again in a few seconds.',
        );
      }
      waiting.set(who, own + 1);
      all++;
      try {
        return await work();
      } finally {
        all--;
        const left = (waiting.get(who) ?? 1) - 1;
        if (left === 0) waiting.delete(who);
        else waiting.set(who, left);
      }
    },
  };
}
