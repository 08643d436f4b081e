/**
 * The variables of the editors' own themes that the panel maps to, by value.
 * Sources: JupyterLab 4.6 theme packages; VS Code's Dark Modern, Light Modern
 * and High Contrast themes.
 */
const root = (variables: Readonly<Record<string, string>>): string =>
  `:root{${Object.entries(variables)
    .map(([name, value]) => `${name}:${value};`)
    .join('')}} body{background:var(--jp-layout-color1,var(--vscode-sideBar-background))}`;

const jupyter = (values: readonly string[]): string => {
  const [layout0, layout1, font, brand, error, warn, info, success] = values;
  return root({
    '--jp-layout-color0': layout0 ?? '',
    '--jp-layout-color1': layout1 ?? '',
    '--jp-ui-font-color1': font ?? '',
    '--jp-brand-color1': brand ?? '',
    '--jp-error-color1': error ?? '',
    '--jp-warn-color1': warn ?? '',
    '--jp-info-color1': info ?? '',
    '--jp-success-color1': success ?? '',
    '--jp-ui-font-size1': '13px',
    '--jp-ui-font-family': 'system-ui, sans-serif',
  });
};

const code = (values: readonly string[], contrast = 'initial'): string => {
  const [sideBar, foreground, button, onButton, focus, error, warning, info, field] = values;
  return root({
    '--vscode-sideBar-background': sideBar ?? '',
    '--vscode-foreground': foreground ?? '',
    '--vscode-button-background': button ?? '',
    '--vscode-button-foreground': onButton ?? '',
    '--vscode-focusBorder': focus ?? '',
    '--vscode-errorForeground': error ?? '',
    '--vscode-editorWarning-foreground': warning ?? '',
    '--vscode-editorInfo-foreground': info ?? '',
    '--vscode-input-background': field ?? '',
    '--vscode-contrastBorder': contrast,
    '--vscode-font-size': '13px',
    '--vscode-font-family': 'system-ui, sans-serif',
  });
};

export const THEMES = {
  plain: '',
  'jupyter-light': jupyter([
    '#fff',
    '#fff',
    'rgba(0,0,0,.87)',
    '#1976d2',
    '#d32f2f',
    '#f57c00',
    '#0097a7',
    '#388e3c',
  ]),
  'jupyter-dark': jupyter([
    '#111',
    '#212121',
    'rgba(255,255,255,.87)',
    '#2196f3',
    '#d32f2f',
    '#f57c00',
    '#0097a7',
    '#388e3c',
  ]),
  'jupyter-high-contrast': jupyter([
    '#000',
    '#111',
    '#fff',
    '#2196f3',
    '#ff6d63',
    '#ffb454',
    '#4dd0e1',
    '#81c784',
  ]),
  'vscode-light': code([
    '#f8f8f8',
    '#3b3b3b',
    '#005fb8',
    '#ffffff',
    '#005fb8',
    '#f85149',
    '#bf8803',
    '#1a85ff',
    '#fff',
  ]),
  'vscode-dark': code([
    '#181818',
    '#cccccc',
    '#0078d4',
    '#ffffff',
    '#0078d4',
    '#f85149',
    '#cca700',
    '#3794ff',
    '#313131',
  ]),
  'vscode-high-contrast': code(
    [
      '#000000',
      '#ffffff',
      '#000000',
      '#ffffff',
      '#f38518',
      '#f48771',
      '#ffd370',
      '#3794ff',
      '#000',
    ],
    '#6fc3df',
  ),
} as const;
