import { css } from 'lit';

/** A playing card: paper, a hairline frame, the colour of its suit. */
export const cardStyle = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    perspective: 900px;
    container: card / inline-size;
  }
  :host([key='model_card']) {
    --suit: var(--alacard-suit-model);
  }
  :host([key='prompt_cards']) {
    --suit: var(--alacard-suit-prompts);
  }
  :host([key='topic']) {
    --suit: var(--alacard-suit-topic);
  }
  :host([key='difficulty']) {
    --suit: var(--alacard-suit-difficulty);
  }
  :host([key='ui_component']) {
    --suit: var(--alacard-suit-component);
  }
  :host {
    --ink: color-mix(in oklab, var(--suit) 48%, var(--alacard-text));
    --tint: color-mix(in oklab, var(--suit) 13%, var(--alacard-raised));
    --frame: color-mix(in oklab, var(--suit) 50%, var(--alacard-raised));
  }
  .turn {
    height: 100%;
    transform-style: preserve-3d;
  }
  .face,
  .back {
    display: flex;
    flex-direction: column;
    align-items: stretch;
    width: 100%;
    height: 100%;
    text-align: start;
    border-radius: var(--alacard-radius);
    border: 1px solid var(--frame);
    outline-offset: 3px;
  }
  .face {
    gap: 6px;
    padding: 9px 11px 11px;
    min-height: 116px;
    background: linear-gradient(to bottom, var(--tint), var(--alacard-raised) 62%);
    box-shadow: var(--alacard-shadow);
    transition:
      transform 0.16s ease,
      box-shadow 0.16s ease;
  }
  .face:hover:not(:disabled) {
    background: linear-gradient(to bottom, var(--tint), var(--alacard-raised) 62%);
    transform: translateY(-2px);
    box-shadow:
      0 2px 3px rgb(0 0 0 / 14%),
      0 12px 22px -10px rgb(0 0 0 / 38%);
  }
  :host([locked]) .face {
    border-color: var(--ink);
    box-shadow:
      inset 0 0 0 1px var(--ink),
      var(--alacard-shadow);
  }
  .suit {
    color: var(--ink);
    font-size: 0.77em;
    font-weight: 650;
    letter-spacing: 0.07em;
    text-transform: uppercase;
    line-height: 22px;
    padding-inline-end: 26px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .body {
    display: flex;
    flex-direction: column;
    gap: 7px;
    flex: 1;
    min-width: 0;
  }
  .emoji {
    font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
    font-size: 25px;
    line-height: 1.15;
  }
  .words {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-width: 0;
  }
  .name {
    font-size: 1.04em;
    font-weight: 640;
    line-height: 1.25;
    overflow-wrap: anywhere;
    hyphens: auto;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .category,
  .summary {
    color: var(--alacard-muted);
    font-size: 0.92em;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .summary {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  :host([key='model_card']) .body {
    flex-direction: row;
    gap: 11px;
  }
  :host([key='model_card']) .emoji {
    font-size: 34px;
  }
  :host([key='model_card']) .name {
    font-size: 1.15em;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 3px 12px;
    margin-top: auto;
    padding-top: 8px;
    border-top: 1px solid var(--alacard-line);
    font-size: 0.92em;
    color: var(--alacard-text);
    font-variant-numeric: tabular-nums;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    white-space: nowrap;
  }
  .fact svg {
    width: 13px;
    height: 13px;
  }
  .gated {
    color: color-mix(in oklab, var(--alacard-warning) 50%, var(--alacard-text));
    font-weight: 600;
  }
  .lock {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    color: var(--alacard-muted);
  }
  .lock[aria-pressed='true'] {
    color: var(--ink);
    background: color-mix(in oklab, var(--suit) 16%, var(--alacard-raised));
  }
  .lock[aria-pressed='true'] svg {
    fill: color-mix(in oklab, var(--suit) 35%, transparent);
  }

  /* Two cards in a narrow sidebar: the essentials. */
  @container card (max-width: 118px) {
    .face {
      padding: 7px 8px 9px;
    }
    .suit {
      letter-spacing: 0;
      text-transform: none;
      padding-inline-end: 18px;
    }
    .name {
      font-size: 0.88em;
      letter-spacing: -0.01em;
    }
    .lock {
      inset-block-start: 3px;
      inset-inline-end: 2px;
    }
    .summary {
      display: none;
    }
  }

  /* The back: what an empty place shows, and what turns over in flight. */
  .back {
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 116px;
    padding: 10px 6px;
    text-align: center;
    color: var(--ink);
    border-style: dashed;
    background: color-mix(in oklab, var(--suit) 6%, var(--alacard-surface));
  }
  .back .suit {
    padding: 0;
    line-height: 1.3;
  }
  .back .plus {
    display: grid;
    place-items: center;
    width: 30px;
    height: 30px;
    border-radius: 50%;
    border: 1px solid currentColor;
  }
  .reverse {
    position: absolute;
    inset: 0;
    border-radius: var(--alacard-radius);
    border: 1px solid var(--frame);
    transform: rotateY(180deg);
    backface-visibility: hidden;
    visibility: hidden;
    background:
      repeating-linear-gradient(45deg, transparent 0 7px, rgb(255 255 255 / 16%) 7px 8px),
      repeating-linear-gradient(-45deg, transparent 0 7px, rgb(255 255 255 / 16%) 7px 8px),
      color-mix(in oklab, var(--suit) 82%, black);
    box-shadow: inset 0 0 0 5px var(--alacard-raised);
  }
  :host([flying]) .reverse {
    visibility: visible;
  }
  :host([flying]) .face {
    backface-visibility: hidden;
  }
  @media (prefers-reduced-motion: reduce) {
    .face {
      transition: none;
    }
    .face:hover:not(:disabled) {
      transform: none;
    }
  }
`;
