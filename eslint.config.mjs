import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { ROOMS } from './scripts/lib/rooms.mjs';

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

/** Which room of core may import which: a room that is not in the list may import none. */
const FLOORS = readdirSync(new URL('core/src', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    target: `./core/src/${name}`,
    from: './core/src',
    except: [name, ...(ROOMS[name] ?? []), 'version.ts'].map((one) => `./${one}`),
    message: `core/src/${name} may import ${ROOMS[name]?.join(', ') || 'no other room'} (scripts/lib/rooms.mjs).`,
  }));
/** Folders of core that read cards, notebooks, recipes, links and answers of servers. */
const READS_STRANGERS =
  'cells checks examples hub ipynb language library model-card node notebook python recipe rules samples secrets sharing text'.split(
    ' ',
  );

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
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => dialog.close()` and `return say(…)` hand a call on; braces would say nothing more.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // What was caught is handed on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // The editors ask for their class Disposable and take anything with `dispose`.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Const enums of libraries cannot be named in files that are compiled one by one.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // What answers a promise is `async` even where it waits for nothing: what it throws is a
      // rejection then, as its callers expect.
      '@typescript-eslint/require-await': 'off',
      // node:test awaits its own suites and tests.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
  {
    // What a page, a file or a server answers is of no type in a test: its assertions say what it
    // must be. A flag that another task turns looks as if it never changed.
    files: ['**/*.test.ts', '*/{test,tests,ui-tests,bench}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A method is taken from its object to be watched.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // Files that no tsconfig reads have no types to check by.
  { files: ['**/*.{js,mjs,cjs}'], ...tseslint.configs.disableTypeChecked },
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
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // What strangers wrote reaches these: one expression that goes back and forth stops a server.
    files: [`core/src/{${READS_STRANGERS.join(',')}}/**/*.ts`, 'server/src/**/*.ts'],
    // Templates are our own.
    ignores: ['**/*.test.ts', 'core/src/notebook/template*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'certain' }],
      'regexp/no-super-linear-move': ['error', { report: 'certain' }],
    },
  },
  {
    files: ['{core,vscode-extension,jupyterlab-extension}/src/**/*.ts'],
    ignores: ['core/src/findings/**', 'core/src/hub/hub-findings.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ObjectExpression:has(> Property[key.name='severity'] > Literal) > Property[key.name='code']",
          message: 'A finding is made by the registry: about…(code, values) of core/src/findings.',
        },
      ],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['core/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: FLOORS }],
    },
  },
  {
    files: ['core/src/**/*.ts', 'core/libraries/**/*.ts'],
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
