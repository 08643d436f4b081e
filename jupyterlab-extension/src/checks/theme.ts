import { EditorView } from '@codemirror/view';

const wave = (color: string): Record<string, string> => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${color}`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
});

/** Findings in the colours of JupyterLab's theme, whichever it is. */
export const findingTheme = EditorView.theme({
  '.cm-lintRange-error': wave('var(--jp-error-color1)'),
  '.cm-lintRange-warning': wave('var(--jp-warn-color1)'),
  '.cm-lintRange-info': wave('var(--jp-info-color1)'),
  '&.cm-tooltip, .cm-tooltip': {
    border: '1px solid var(--jp-border-color1)',
    background: 'var(--jp-layout-color1)',
    color: 'var(--jp-ui-font-color1)',
    fontFamily: 'var(--jp-ui-font-family)',
    fontSize: 'var(--jp-ui-font-size1)',
  },
  '.cm-tooltip-section:not(:first-child)': { borderTopColor: 'var(--jp-border-color2)' },
  '.cm-tooltip-lint': { maxWidth: '560px' },
  '.cm-diagnostic': { padding: '6px 10px', whiteSpace: 'normal', lineHeight: '1.5' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--jp-error-color1)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--jp-warn-color1)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--jp-info-color1)' },
  '.cm-diagnosticSource': { fontSize: 'var(--jp-ui-font-size0)', opacity: '1' },
  '.cm-diagnostic a, .alacard-model a': {
    color: 'var(--jp-content-link-color)',
    textDecoration: 'underline',
  },
  '.cm-diagnosticAction': {
    display: 'block',
    margin: '6px 0 0',
    padding: '3px 8px',
    font: 'inherit',
    textAlign: 'left',
    border: '1px solid var(--jp-border-color1)',
    borderRadius: 'var(--jp-border-radius)',
    background: 'var(--jp-layout-color2)',
    color: 'var(--jp-ui-font-color1)',
    cursor: 'pointer',
  },
  '.cm-diagnosticAction:hover': { background: 'var(--jp-layout-color3)' },
  '.cm-diagnosticAction:focus-visible': { outline: '2px solid var(--jp-brand-color1)' },
  '.cm-diagnosticAction.alacard-unsafe': { borderStyle: 'dashed' },
  '.cm-panels': {
    background: 'var(--jp-layout-color1)',
    color: 'var(--jp-ui-font-color1)',
    borderColor: 'var(--jp-border-color1)',
  },
  '.cm-panel.cm-panel-lint': { fontFamily: 'var(--jp-ui-font-family)' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { background: 'var(--jp-layout-color2)' },
  '.cm-panel.cm-panel-lint button[name=close]': { color: 'var(--jp-ui-font-color1)' },
  '.alacard-model': { maxWidth: '480px', padding: '6px 10px', lineHeight: '1.5' },
  '.alacard-model p': { margin: '0 0 4px' },
});
