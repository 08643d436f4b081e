import type { NotebookSummary, Recipe } from '@alacard/core/sharing';
import { asset, hasAsset } from './assets.ts';
import { html, type Html } from '../html.ts';
import { recipeCards, tiles, type Names } from './view.ts';

export interface HomeView {
  readonly names: Names;
  readonly hot: readonly NotebookSummary[];
  /** Dealt anew for each visit; the panel takes it over. */
  readonly hand: Recipe;
  /** Address of the Hub. */
  readonly hub: string;
}

/** The home page. Without scripts its hand is one that the server has dealt; web/home.ts puts the panel there. */
export function homePage({ names, hot, hand, hub }: HomeView): Html {
  const ruff = hasAsset('ruff.wasm') ? asset('ruff.wasm') : '';
  return html`<div class="hero">
      <h1>AI manuals for AI models</h1>
      <p>
        Five cards become a runnable, explained notebook for any model of the Hugging Face Hub. Deal
        a hand, change what you like, run it on your own machine.
      </p>
      <p class="actions">
        <a class="button primary big" id="shuffle" href="/?deal=again#table">🃏 Try Shuffle</a>
        <a class="button big" href="/gallery">Browse notebooks</a>
      </p>
    </div>
    <section
      id="table"
      aria-label="Your hand"
      data-hub="${hub}"
      data-ruff="${ruff}"
      data-hand="${JSON.stringify({ ...hand, version: undefined })}"
    >
      ${recipeCards(hand, names)}
      <noscript
        ><p class="muted">
          A notebook is made of such a hand in JupyterLab, in VS Code, or here in a browser that
          runs scripts. Reading and downloading shared notebooks works without.
        </p></noscript
      >
    </section>
    <p class="status" id="status" role="status" aria-live="polite"></p>
    <h2>Trending now</h2>
    ${hot.length === 0 ? html`<p class="empty">Nothing shared yet. Deal a hand and be the first.</p>` : tiles(hot, names)}
    ${hot.length === 0 ? null : html`<p class="more"><a class="button" href="/trending">All trending notebooks</a></p>`}`;
}
