import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const NODE_BUILTINS = {
  group: ['node:*', 'fs', 'path', 'os', 'child_process', 'undici'],
  message: 'core outside src/node runs in browsers too.',
};
const HOSTS = {
  group: ['@alacard/jupyterlab-extension*', 'alacard-vscode*', '@alacard/server*', 'vscode'],
  message: 'Arrows point one way: extensions and server import core.',
};
const DOM_GLOBALS = [
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'HTMLElement',
  'customElements',
];
const NODE_GLOBALS = ['process', 'Buffer', 'global', '__dirname', '__filename', 'require'];

const noGlobals = (names, message) => names.map((name) => ({ name, message }));

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/lib/**',
      '**/node_modules/**',
      '.tools/**',
      '**/*.generated.*',
      'proof/out/**',
      'jupyterlab-extension/alacard/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', fetch: 'readonly', URL: 'readonly' },
    },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver': { typescript: { alwaysTryTypes: true }, node: true },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['core/src/**/*.ts'],
    ignores: ['core/src/node/**', 'core/src/panel/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            NODE_BUILTINS,
            HOSTS,
            {
              group: ['**/node/*', '**/panel/*', 'lit', 'lit/*'],
              message: 'core imports neither room.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...noGlobals(
          [...DOM_GLOBALS, ...NODE_GLOBALS],
          'core outside src/node and src/panel is isomorphic.',
        ),
      ],
    },
  },
  {
    files: ['core/src/panel/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [NODE_BUILTINS, HOSTS] }],
      'no-restricted-globals': ['error', ...noGlobals(NODE_GLOBALS, 'The panel runs in browsers.')],
    },
  },
  {
    files: ['core/src/node/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [HOSTS] }],
      'no-restricted-globals': ['error', ...noGlobals(DOM_GLOBALS, 'Node has no DOM.')],
    },
  },
  {
    files: ['vscode-extension/src/**/*.ts'],
    ignores: ['vscode-extension/src/vscode.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'vscode',
              allowTypeImports: true,
              message: 'Values of the editor come through the gateway, src/vscode.ts.',
            },
          ],
        },
      ],
    },
  },
);
