import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DECK } from '../deck/data.ts';
import { createHub } from '../hub/client.ts';
import { CARD_KEYS, type CardKey } from '../recipe/schema.ts';
import { Dealer, isComplete } from './dealer.ts';
import { createDesk } from './desk/desk.ts';
import type { Outcome, PanelState } from './protocol/faces.ts';
import type { PanelHost } from './protocol/methods.ts';

const PARENT = {
  server: 'https://cards.example',
  share_id: 'AbCdEfGhJk23',
  version: 2,
  title: 'Bread',
  author: null,
  licence: 'MIT',
};
const OUTCOME: Outcome = { status: 'done', cells: 3, where: 'a.ipynb', findings: [], next: [] };

/** A host with the real deck, an unreachable Hub, and a notebook maker the test decides about. */
function table(generate: PanelHost['generate'] = async () => OUTCOME) {
  const saved: PanelState[] = [];
  const desk = createDesk({
    deck: DECK,
    hub: createHub({ fetch: () => Promise.reject(new Error('no network')), offline: true }),
    linter: () => Promise.reject(new Error('no notebook is made here')),
    breathe: async () => undefined,
    random: Math.random,
  });
  const host: PanelHost = {
    ...desk,
    hello: async () => ({
      editor: 'Test',
      targets: [
        { id: 'new', label: 'A new notebook', blocked: null },
        { id: 'open', label: 'open.ipynb', blocked: null },
      ],
      ...desk.options,
      state: saved.at(-1) ?? null,
    }),
    generate,
    follow: async () => undefined,
    connections: async () => [],
    save: async (state) => {
      saved.push(state);
    },
  };
  return { host, saved, dealer: new Dealer(host) };
}

describe('the dealer', () => {
  it('starts with an empty table and deals five cards', async () => {
    const { dealer } = table();
    await dealer.start();
    expect(dealer.view.faces.size).toBe(0);
    await dealer.deal();
    expect(isComplete(dealer.view.hand)).toBe(true);
    expect([...dealer.view.faces.keys()].sort()).toEqual([...CARD_KEYS].sort());
  });

  it('keeps locked cards, whichever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...CARD_KEYS]), async (locks: CardKey[]) => {
        const { dealer } = table();
        await dealer.start();
        await dealer.deal();
        locks.forEach((key) => dealer.toggleLock(key));
        const before = dealer.view.hand;
        await dealer.deal();
        for (const key of locks) expect(dealer.view.hand[key]).toEqual(before[key]);
        const flown = dealer.view.flying;
        if (locks.length < 5) expect(flown).toEqual(CARD_KEYS.filter((k) => !locks.includes(k)));
        else expect(dealer.view.trouble).toMatch(/locked/);
      }),
      { numRuns: 25 },
    );
  });

  it('lays the same hand, locks and target after a reload', async () => {
    const { dealer, host } = table();
    await dealer.start();
    await dealer.deal();
    dealer.toggleLock('topic');
    dealer.setTarget('open');
    const again = new Dealer(host);
    await again.start();
    expect(again.view.hand).toEqual(dealer.view.hand);
    expect([...again.view.locked]).toEqual(['topic']);
    expect(again.view.target).toBe('open');
  });

  it('makes a remix of the laid hand until its parent is let go of', async () => {
    const parents: unknown[] = [];
    const { dealer, host, saved } = table(async ({ remixOf }) => {
      parents.push(remixOf);
      return OUTCOME;
    });
    await dealer.start();
    await dealer.deal();
    await dealer.lay(dealer.view.hand, PARENT);
    expect(saved.at(-1)?.remixOf).toEqual(PARENT);
    dealer.toggleLock('topic');
    await dealer.deal();
    await dealer.generate();
    const again = new Dealer(host);
    await again.start();
    await again.generate();
    again.letGo();
    expect(saved.at(-1)?.remixOf).toBeNull();
    await again.generate();
    expect(parents).toEqual([PARENT, PARENT, null]);
  });

  it('takes five new cards, or another hand, for nobody’s remix', async () => {
    const { dealer } = table();
    await dealer.start();
    await dealer.deal();
    await dealer.lay(dealer.view.hand, PARENT);
    await dealer.deal();
    expect(dealer.view.remixOf).toBeNull();
    await dealer.lay(dealer.view.hand, PARENT);
    await dealer.lay(dealer.view.hand);
    expect(dealer.view.remixOf).toBeNull();
  });

  it('cancels for good: nothing is reported afterwards', async () => {
    let aborted = false;
    const { dealer } = table(
      (_, call) =>
        new Promise((_resolve, reject) => {
          call?.onProgress?.({ step: 'fetch', text: 'Fetching …' });
          call?.signal?.addEventListener('abort', () => {
            aborted = true;
            reject(new DOMException('Cancelled.', 'AbortError'));
          });
        }),
    );
    await dealer.start();
    await dealer.deal();
    const run = dealer.generate();
    expect(dealer.view.run).toEqual({
      kind: 'running',
      steps: [{ step: 'fetch', text: 'Fetching …' }],
    });
    dealer.cancel();
    await run;
    expect(aborted).toBe(true);
    expect(dealer.view.run).toEqual({ kind: 'cancelled' });
  });

  it('makes one notebook at a time, and none of half a hand', async () => {
    let calls = 0;
    const { dealer } = table(async () => {
      calls += 1;
      return OUTCOME;
    });
    await dealer.start();
    await dealer.generate();
    expect(calls).toBe(0);
    await dealer.deal();
    await Promise.all([dealer.generate(), dealer.generate()]);
    expect(calls).toBe(1);
    expect(dealer.view.run).toEqual({ kind: 'finished', outcome: OUTCOME });
  });

  it('drops the answer to an older deal', async () => {
    const { dealer, host } = table();
    await dealer.start();
    const answers: (() => void)[] = [];
    const slow = new Dealer({
      ...host,
      deal: async (params) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return host.deal(params);
      },
    });
    await slow.start();
    const first = slow.deal();
    const second = slow.deal();
    answers[1]?.();
    await second;
    const { hand } = slow.view;
    answers[0]?.();
    await first;
    expect(slow.view.hand).toBe(hand);
  });

  it('says what went wrong in words', async () => {
    const { host } = table();
    const broken = new Dealer({ ...host, deal: () => Promise.reject(new Error('No deck.')) });
    await broken.start();
    await broken.deal();
    expect(broken.view).toMatchObject({ trouble: 'No deck.', waiting: null });
  });
});
