import { css } from 'lit';

/** What every element of the panel shares: box model, buttons, fields, focus. */
export const base = css`
  :host,
  :host * {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button {
    cursor: pointer;
    border: 1px solid var(--alacard-line);
    border-radius: 7px;
    background: transparent;
    padding: 6px 12px;
    min-height: 30px;
  }
  button:hover:not(:disabled) {
    background: var(--alacard-hover);
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }
  button.primary {
    background: var(--alacard-fill);
    border-color: var(--alacard-outline);
    color: var(--alacard-on-fill);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--alacard-fill) 88%, black);
  }
  button.quiet {
    border-color: transparent;
  }
  button.icon {
    display: inline-grid;
    place-items: center;
    padding: 0;
    width: 28px;
    height: 28px;
    min-height: 0;
    border-color: transparent;
  }
  input,
  select,
  textarea {
    width: 100%;
    min-width: 0;
    background: var(--alacard-field);
    border: 1px solid var(--alacard-field-line);
    border-radius: 7px;
    padding: 6px 9px;
    min-height: 30px;
    text-overflow: ellipsis;
  }
  ::placeholder {
    color: var(--alacard-muted);
    opacity: 1;
  }
  :focus-visible {
    outline: 2px solid var(--alacard-focus);
    outline-offset: 2px;
  }
  :focus:not(:focus-visible) {
    outline: none;
  }
  svg {
    display: block;
    width: 16px;
    height: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .spinner {
    flex: none;
    width: 15px;
    height: 15px;
    border-radius: 50%;
    border: 2px solid color-mix(in srgb, currentColor 25%, transparent);
    border-top-color: currentColor;
    animation: alacard-turn 0.8s linear infinite;
  }
  @keyframes alacard-turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;
