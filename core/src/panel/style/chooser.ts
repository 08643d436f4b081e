import { css } from 'lit';

export const chooserStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
  }
  .field {
    position: relative;
  }
  .field svg {
    position: absolute;
    inset-inline-start: 9px;
    top: 50%;
    translate: 0 -50%;
    color: var(--alacard-muted);
    pointer-events: none;
  }
  .field input {
    padding-inline: 31px;
  }
  .field .spinner {
    position: absolute;
    inset-inline-end: 9px;
    top: 50%;
    margin-top: -8px;
    color: var(--alacard-muted);
  }
  .status {
    color: var(--alacard-muted);
    font-size: 0.92em;
    line-height: 1.4;
    min-height: 1.4em;
  }
  [role='listbox'] {
    display: flex;
    flex-direction: column;
    gap: 2px;
    overflow: auto;
    flex: 1;
    min-height: 0;
    padding: 2px;
    margin: 0 -2px;
  }
  [role='listbox'][aria-busy='true'] {
    opacity: 0.72;
  }
  [role='option'] {
    display: grid;
    grid-template-columns: 30px minmax(0, 1fr);
    gap: 2px 8px;
    padding: 8px 9px;
    border-radius: 8px;
    border: 1px solid transparent;
    cursor: pointer;
  }
  [role='option']:hover {
    background: var(--alacard-hover);
  }
  [role='option'][data-active] {
    border-color: var(--alacard-focus);
    background: color-mix(in srgb, var(--alacard-accent) 11%, var(--alacard-surface));
  }
  [role='option'][aria-selected='true'] .name::after {
    content: ' ✓';
    color: var(--alacard-focus);
  }
  .emoji {
    font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
    font-size: 21px;
    line-height: 1.25;
    grid-row: span 3;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
    line-height: 1.3;
  }
  .about {
    color: var(--alacard-muted);
    font-size: 0.92em;
    line-height: 1.35;
    overflow-wrap: anywhere;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .note {
    color: color-mix(in oklab, var(--alacard-warning) 50%, var(--alacard-text));
    font-size: 0.92em;
    line-height: 1.35;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 1px 11px;
    font-size: 0.92em;
    color: var(--alacard-muted);
    font-variant-numeric: tabular-nums;
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    white-space: nowrap;
  }
  .fact svg {
    width: 12px;
    height: 12px;
  }
  .gated {
    color: color-mix(in oklab, var(--alacard-warning) 50%, var(--alacard-text));
    font-weight: 600;
  }
`;
