import { css } from 'lit';

export const panelStyle = css`
  :host {
    display: block;
    height: 100%;
    min-width: 0;
    color: var(--alacard-text);
    background: var(--alacard-surface);
    font-family: var(--alacard-font);
    font-size: var(--alacard-size);
    line-height: 1.4;
    container: panel / inline-size;
  }
  .panel {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  .table {
    flex: 1;
    min-height: 0;
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 14px 12px;
  }
  .bar {
    flex: none;
    max-height: 62%;
    overflow: auto;
    padding: 12px;
    border-top: 1px solid var(--alacard-line);
    background: var(--alacard-surface);
    box-shadow: 0 -8px 16px -14px rgb(0 0 0 / 45%);
  }
  alacard-picker {
    padding: 12px;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px 10px;
    align-items: center;
  }
  h2 {
    font-size: 1.25em;
    font-weight: 660;
    letter-spacing: -0.01em;
  }
  header p {
    color: var(--alacard-muted);
  }
  .deal {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin-top: 8px;
    min-height: 34px;
    font-weight: 600;
  }
  .deal:not(.primary) {
    background: var(--alacard-raised);
    border-color: var(--alacard-field-line);
  }
  .deal:not(.primary):hover:not(:disabled) {
    background: color-mix(in srgb, var(--alacard-text) 6%, var(--alacard-raised));
  }
  @container panel (min-width: 400px) {
    header {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .deal {
      grid-column: 2;
      grid-row: 1 / 3;
      margin: 0;
    }
    .table {
      padding: 16px;
    }
    .bar,
    alacard-picker {
      padding: 14px 16px;
    }
  }
  @container panel (min-width: 900px) {
    alacard-picker {
      max-width: 760px;
      width: 100%;
      margin-inline: auto;
    }
  }
  .waiting {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--alacard-muted);
  }
  .trouble {
    padding: 8px 10px;
    border-radius: 8px;
    border: 1px solid color-mix(in oklab, var(--alacard-error) 45%, var(--alacard-surface));
    background: color-mix(in oklab, var(--alacard-error) 9%, var(--alacard-surface));
    overflow-wrap: anywhere;
  }
`;
