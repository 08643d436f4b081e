import { css } from 'lit';

/**
 * The panel's colours and type, as custom properties on the outermost element.
 * Each maps to JupyterLab's variable, else to VS Code's, else to a value for a
 * plain page; a page that sets `alacard-panel { --alacard-…: … }` wins over all.
 * Everything else is mixed from these, so that it fits any theme.
 */
export const theme = css`
  :host {
    --alacard-surface: var(
      --jp-layout-color1,
      var(--vscode-sideBar-background, light-dark(#fbfaf8, #17181c))
    );
    /* A card lies above the table: lighter in dark themes, white stays white. */
    --alacard-raised: color-mix(in srgb, white 6%, var(--alacard-surface));
    --alacard-field: var(
      --jp-layout-color0,
      var(--vscode-input-background, light-dark(#ffffff, #101114))
    );
    --alacard-text: var(
      --jp-ui-font-color1,
      var(--vscode-foreground, light-dark(#1d1e22, #e9e9ee))
    );
    --alacard-accent: var(
      --jp-brand-color1,
      var(--vscode-button-background, light-dark(#1f5fbf, #7db0ff))
    );
    /* Filled buttons: darkened where the theme has no pair of its own, so that white is legible. */
    --alacard-fill: var(
      --vscode-button-background,
      color-mix(in srgb, var(--jp-brand-color1, #2a6fd6) 76%, black)
    );
    --alacard-on-fill: var(--vscode-button-foreground, white);
    --alacard-focus: var(
      --jp-focus-outline-color,
      var(--jp-brand-color1, var(--vscode-focusBorder, light-dark(#1f5fbf, #7db0ff)))
    );
    --alacard-outline: var(--vscode-contrastBorder, transparent);
    --alacard-error: var(--jp-error-color1, var(--vscode-errorForeground, #d13b2e));
    --alacard-warning: var(--jp-warn-color1, var(--vscode-editorWarning-foreground, #d98200));
    --alacard-info: var(--jp-info-color1, var(--vscode-editorInfo-foreground, #1f8fb8));
    --alacard-success: var(--jp-success-color1, var(--vscode-testing-iconPassed, #2e9e4f));
    --alacard-font: var(
      --jp-ui-font-family,
      var(--vscode-font-family, system-ui, -apple-system, 'Segoe UI', sans-serif)
    );
    --alacard-mono: var(
      --jp-code-font-family,
      var(--vscode-editor-font-family, ui-monospace, Menlo, monospace)
    );
    --alacard-size: var(--jp-ui-font-size1, var(--vscode-font-size, 13px));

    --alacard-suit-model: #e07a10;
    --alacard-suit-prompts: #8a5cf0;
    --alacard-suit-topic: #0e9a86;
    --alacard-suit-difficulty: #5a9a1f;
    --alacard-suit-component: #2f7de1;

    /* Mixed, so that contrast follows from surface and text alone. */
    --alacard-muted: color-mix(in srgb, var(--alacard-text) 84%, var(--alacard-surface));
    --alacard-line: color-mix(in srgb, var(--alacard-text) 18%, var(--alacard-surface));
    --alacard-field-line: color-mix(in srgb, var(--alacard-text) 55%, var(--alacard-surface));
    --alacard-hover: color-mix(in srgb, var(--alacard-text) 7%, transparent);
    --alacard-shadow: 0 1px 2px rgb(0 0 0 / 14%), 0 6px 16px -8px rgb(0 0 0 / 28%);
    --alacard-radius: 10px;
  }
`;
