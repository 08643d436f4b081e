import { css } from 'lit';

/** What the dialogs share: a box in the middle, a head, a body that scrolls, buttons. */
export const dialogStyle = css`
  dialog {
    width: min(var(--dialog-width, 520px), calc(100vw - 24px));
    max-height: min(760px, calc(100vh - 32px));
    padding: 0;
    border: 1px solid var(--alacard-line);
    border-radius: 12px;
    color: var(--alacard-text);
    background: var(--alacard-surface);
    font-family: var(--alacard-font);
    font-size: var(--alacard-size);
    line-height: 1.4;
    box-shadow: 0 24px 64px -16px rgb(0 0 0 / 45%);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 42%);
  }
  header {
    flex: none;
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding: 14px 12px 10px 18px;
  }
  header div {
    flex: 1;
    min-width: 0;
  }
  h2 {
    font-size: 1.25em;
    font-weight: 660;
    letter-spacing: -0.01em;
  }
  header p,
  .muted {
    color: var(--alacard-muted);
    overflow-wrap: anywhere;
  }
  form,
  .body {
    display: contents;
  }
  .fields {
    flex: 1;
    min-height: 0;
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 4px 18px 14px;
  }
  label.field,
  .field {
    display: grid;
    gap: 3px;
    font-weight: 600;
  }
  .field input,
  .field select,
  .field textarea {
    font-weight: 400;
  }
  fieldset {
    display: grid;
    align-content: start;
    gap: 4px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 3px;
    font-weight: 600;
  }
  .choice {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 2px 8px;
    align-items: start;
  }
  .choice input {
    width: 14px;
    min-height: 14px;
    margin: 3px 0 0;
    accent-color: var(--alacard-fill);
  }
  .choice .muted {
    grid-column: 2;
    font-size: 0.92em;
  }
  .row {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
    gap: 12px;
  }
  footer {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 18px;
    border-top: 1px solid var(--alacard-line);
  }
  footer .status {
    flex: 1 1 160px;
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--alacard-muted);
  }
  a.button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 30px;
    padding: 4px 12px;
    border: 1px solid var(--alacard-line);
    border-radius: 7px;
    color: inherit;
    text-decoration: none;
  }
  a.button:hover {
    background: var(--alacard-hover);
  }
  .link {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 8px;
  }
  .link input {
    font-family: var(--alacard-mono);
    font-size: 0.95em;
  }
`;

/** The list of shared notebooks. */
export const listStyle = css`
  :host {
    --dialog-width: 760px;
  }
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(128px, 1fr));
    gap: 6px 8px;
  }
  .filters label {
    display: grid;
    gap: 2px;
    min-width: 0;
    font-size: 0.92em;
    color: var(--alacard-muted);
  }
  .filters select,
  .filters input {
    color: var(--alacard-text);
  }
  .filters .search {
    grid-column: 1 / -3;
  }
  .filters .search + label {
    grid-column: -3 / -1;
  }
  .list {
    display: grid;
    gap: 8px;
  }
  .list[aria-busy='true'] {
    opacity: 0.72;
  }
  .list li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 3px 12px;
    padding: 10px 12px;
    border: 1px solid var(--alacard-line);
    border-radius: 9px;
    background: var(--alacard-raised);
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 0;
    font-size: 1.05em;
    font-weight: 640;
    line-height: 1.35;
  }
  .list p {
    grid-column: 1;
  }
  .list .actions {
    grid-column: 2;
    grid-row: 1 / span 4;
    display: flex;
    flex-direction: column;
    gap: 6px;
    align-self: start;
  }
  .list .actions > * {
    justify-content: center;
  }
  .official {
    display: inline-block;
    margin-inline-start: 6px;
    padding: 0 7px;
    border-radius: 99px;
    border: 1px solid var(--alacard-line);
    font-size: 0.82em;
    font-weight: 600;
    vertical-align: 1px;
  }
  .description {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .more {
    align-self: center;
  }
  @media (max-width: 520px) {
    .filters .search,
    .filters .search + label {
      grid-column: 1 / -1;
    }
    .list li {
      grid-template-columns: minmax(0, 1fr);
    }
    .list .actions {
      grid-column: 1;
      grid-row: auto;
      flex-direction: row;
      margin-top: 4px;
    }
  }
`;
