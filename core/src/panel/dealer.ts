import { CARD_KEYS, type CardKey } from '../recipe/schema.ts';
import type { RemixOf } from '../ipynb/marks.ts';
import type { CardFace, Hand, PanelState, Spread, Target } from './protocol/faces.ts';
import { isAbort } from './protocol/messages.ts';
import type { PanelHost } from './protocol/methods.ts';
import { EMPTY_VIEW, type View } from './view.ts';

const withoutKeys = (hand: Hand, keep: (key: CardKey) => boolean): Hand =>
  Object.fromEntries(
    CARD_KEYS.flatMap((key) =>
      hand[key] !== undefined && keep(key) ? [[key, hand[key]] as const] : [],
    ),
  );

export const isComplete = (hand: Hand): boolean =>
  CARD_KEYS.every((key) => hand[key] !== undefined);

/**
 * Keeps the table: holds the one view that the elements draw, asks the host for
 * everything, and saves what must survive a reload. Knows no DOM.
 */
export class Dealer {
  readonly #host: PanelHost;
  readonly #listeners = new Set<() => void>();
  #view: View = EMPTY_VIEW;
  /** The newest request for cards; answers to older ones are dropped. */
  #latest = 0;
  #running: AbortController | null = null;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  get view(): View {
    return this.#view;
  }

  get host(): PanelHost {
    return this.#host;
  }

  /** Calls `listener` after every change; returns a function that stops that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(patch: Partial<View>): void {
    this.#view = { ...this.#view, ...patch };
    for (const listener of this.#listeners) listener();
  }

  /** Greets the host and lays the saved hand, if there is one. */
  async start(): Promise<void> {
    await this.#cards('start', async () => {
      const hello = await this.#host.hello();
      const { state } = hello;
      this.#set({
        editor: hello.editor,
        tasks: hello.tasks,
        licences: hello.licences,
        locked: new Set(state?.locked ?? []),
        remixOf: state?.remixOf ?? null,
      });
      this.setTargets(hello.targets, state?.target ?? null);
      return this.#host.show({ hand: state?.hand ?? {} });
    });
  }

  /** Deals the places that are not locked. */
  async deal(): Promise<void> {
    const kept = withoutKeys(this.#view.hand, (key) => this.#view.locked.has(key));
    const fly = CARD_KEYS.filter((key) => kept[key] === undefined);
    if (fly.length === 0) {
      this.#set({ trouble: 'All five cards are locked. Unlock one to deal it anew.' });
      return;
    }
    // Five new cards are nobody's remix.
    if (fly.length === CARD_KEYS.length) this.#set({ remixOf: null });
    this.#set({ picking: null });
    await this.#cards('deal', () => this.#host.deal({ kept }), fly);
  }

  /** Lays a hand; `remixOf` is the shared notebook it came from. */
  async lay(hand: Hand, remixOf: RemixOf | null = null): Promise<void> {
    this.#set({ picking: null, remixOf });
    await this.#cards('change', () => this.#host.show({ hand }), CARD_KEYS);
  }

  /** Puts a chosen card on the table in place of the one that lay there. */
  async choose(face: CardFace): Promise<void> {
    this.#set({ picking: null });
    const hand = { ...this.#view.hand, ...face.choice };
    await this.#cards('change', () => this.#host.show({ hand }), [face.key]);
  }

  /** Keeps the cards, but makes the next notebook nobody's remix. */
  letGo(): void {
    this.#set({ remixOf: null });
    this.#save();
  }

  toggleLock(key: CardKey): void {
    if (this.#view.hand[key] === undefined) return;
    const locked = new Set(this.#view.locked);
    if (!locked.delete(key)) locked.add(key);
    this.#set({ locked, trouble: null });
    this.#save();
  }

  pick(key: CardKey | null): void {
    this.#set({ picking: key });
  }

  setTargets(targets: readonly Target[], wanted: string | null = this.#view.target): void {
    const usable = targets.find((target) => target.id === wanted) ?? targets[0];
    this.#set({ targets, target: usable?.id ?? '' });
  }

  setTarget(target: string): void {
    this.#set({ target });
    this.#save();
  }

  /** Makes the notebook. A second call while one is under way does nothing. */
  async generate(target = this.#view.target): Promise<void> {
    if (this.#running) return;
    if (!isComplete(this.#view.hand)) {
      this.#set({ trouble: 'Some places are empty. Deal a hand, or choose a card for each.' });
      return;
    }
    const controller = new AbortController();
    this.#running = controller;
    this.#set({ run: { kind: 'running', steps: [] }, picking: null, trouble: null });
    try {
      const outcome = await this.#host.generate(
        { hand: this.#view.hand, target, remixOf: this.#view.remixOf },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            const { run } = this.#view;
            if (run.kind !== 'running') return;
            const earlier = run.steps.filter(({ step }) => step !== progress.step);
            this.#set({ run: { kind: 'running', steps: [...earlier, progress] } });
          },
        },
      );
      this.#set({ run: { kind: 'finished', outcome } });
    } catch (error) {
      this.#set({
        run: isAbort(error) ? { kind: 'cancelled' } : { kind: 'failed', message: words(error) },
      });
    } finally {
      this.#running = null;
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** Back from the result to the hand. */
  dismiss(): void {
    if (!this.#running) this.#set({ run: { kind: 'idle' } });
  }

  async follow(id: string): Promise<void> {
    try {
      await this.#host.follow({ id });
    } catch (error) {
      this.#set({ trouble: words(error) });
    }
  }

  async #cards(
    waiting: NonNullable<View['waiting']>,
    ask: () => Promise<Spread>,
    flying: readonly CardKey[] = [],
  ): Promise<void> {
    const turn = ++this.#latest;
    this.#set({ waiting, trouble: null });
    if (!this.#running) this.#set({ run: { kind: 'idle' } });
    try {
      const spread = await ask();
      if (turn !== this.#latest) return;
      this.#set({
        waiting: null,
        hand: spread.hand,
        faces: new Map(spread.faces.map((face) => [face.key, face])),
        locked: new Set([...this.#view.locked].filter((key) => spread.hand[key] !== undefined)),
        findings: spread.findings,
        deals: this.#view.deals + (flying.length > 0 ? 1 : 0),
        flying,
      });
      if (waiting !== 'start') this.#save();
    } catch (error) {
      if (turn === this.#latest) this.#set({ waiting: null, trouble: words(error) });
    }
  }

  #save(): void {
    const { hand, locked, target, remixOf } = this.#view;
    const state: PanelState = { version: 1, hand, locked: [...locked], target, remixOf };
    // A host that cannot save loses nothing but the next visit's first hand.
    this.#host.save(state).catch((error: unknown) => this.#set({ trouble: words(error) }));
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
