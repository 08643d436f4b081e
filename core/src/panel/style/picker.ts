import { css } from 'lit';

export const pickerStyle = css`
  :host {
    display: block;
    min-height: 0;
    height: 100%;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 10px;
    height: 100%;
    min-height: 0;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-inline-start: -4px;
  }
  h2 {
    font-size: 1.15em;
    font-weight: 640;
  }
  alacard-chooser,
  alacard-prompt-editor {
    flex: 1;
  }
  .tabs {
    display: flex;
    gap: 2px;
    padding: 2px;
    border-radius: 9px;
    background: color-mix(in srgb, var(--alacard-text) 8%, var(--alacard-surface));
  }
  .tabs button {
    flex: 1;
    min-height: 26px;
    padding: 3px 8px;
    border-color: transparent;
  }
  .tabs [aria-pressed='true'] {
    background: var(--alacard-raised);
    border-color: var(--alacard-line);
    font-weight: 600;
  }
`;
