import type { NotebookSummary } from '@alacard/core/sharing';
import { html, type Html } from './html.ts';
import { tiles, type Names } from './view.ts';

const SUITS = [
  ['model', 'Model', 'model_card'],
  ['prompts', 'Prompts', 'prompt_cards'],
  ['topic', 'Topic', 'topic'],
  ['difficulty', 'Difficulty', 'difficulty'],
  ['component', 'Component', 'ui_component'],
] as const;

/** The table: five cards that public/home.js deals, locks and swaps. */
export function homePage(names: Names, hot: readonly NotebookSummary[]): Html {
  return html`<div class="hero">
      <h1>AI manuals for AI models</h1>
      <p>
        Five cards become a runnable, explained notebook for any model of the Hugging Face Hub. Deal
        a hand, change what you like, run it on your own machine.
      </p>
      <p class="actions">
        <button class="primary big" id="shuffle" type="button">🃏 Try Shuffle</button>
        <a class="button big" href="/gallery">Browse notebooks</a>
      </p>
    </div>
    <section id="table" aria-label="Your hand" hidden>
      <p id="parent" class="notice" hidden></p>
      <ul class="hand">
        ${SUITS.map(
          ([suit, label, key]) =>
            html`<li class="card ${suit}" data-key="${key}">
              <span class="suit">${label}</span>
              <span class="face"></span>
              <button
                class="lock"
                type="button"
                aria-pressed="false"
                aria-label="Lock the ${label.toLowerCase()} card"
                title="Keep this card when dealing"
              >
                🔓
              </button>
              ${
                key === 'model_card'
                  ? html`<input
                      list="models"
                      aria-label="Another model"
                      placeholder="Another model …"
                      autocomplete="off"
                      spellcheck="false"
                    />`
                  : html`<select aria-label="Another ${label.toLowerCase()} card"></select>`
              }
            </li>`,
        )}
      </ul>
      <datalist id="models"></datalist>
      <p class="actions">
        <button class="primary big" id="generate" type="button">Generate notebook</button>
        <button type="button" id="again" class="big">Deal again</button>
      </p>
      <p class="status" id="status" role="status" aria-live="polite"></p>
      <div id="done" class="notice" hidden></div>
    </section>
    <h2>Trending now</h2>
    ${hot.length === 0 ? html`<p class="empty">Nothing shared yet. Deal a hand and be the first.</p>` : tiles(hot, names)}
    ${hot.length === 0 ? null : html`<p class="more"><a class="button" href="/trending">All trending notebooks</a></p>`}`;
}
