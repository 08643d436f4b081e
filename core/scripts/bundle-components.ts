/**
 * What the UI components' cards say beyond their words, for everything that
 * must know it: the list of ids as a type (`src/deck/ui-components.ts`), which
 * models each fits (`src/deck/components.generated.json`), and the choices that
 * the manifest of the VS Code extension offers.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentFile } from '../src/deck/component-file.ts';

const root = join(import.meta.dirname, '..');

/** @param components as their cards say, in any order. */
export function bundleComponents(components: readonly ComponentFile[]): void {
  const ordered = components.toSorted((a, b) => a.place - b.place);
  const ids = ordered.map(({ id }) => id);
  for (const { id, instead } of ordered) {
    const unknown = instead.find((one) => !ids.includes(one));
    if (unknown) throw new Error(`cards/components/${id}.yaml: there is no component "${unknown}"`);
    // A search for another component must always find one.
    const last = ordered.find((one) => one.id === instead.at(-1));
    if (!last || last.needs.length > 0) {
      throw new Error(`cards/components/${id}.yaml: the last "instead" must fit every model`);
    }
  }
  write(
    'src/deck/ui-components.ts',
    `/** The UI components, in the deck's order. Written by \`npm run data\` from cards/components. */\nexport const UI_COMPONENTS = [\n${ids.map((id) => `  '${id}',\n`).join('')}] as const;\n`,
  );
  const rules = ordered.map(({ id, called, needs, instead }) => [id, { called, needs, instead }]);
  write('src/deck/components.generated.json', JSON.stringify(Object.fromEntries(rules)));
  const manifest = '../vscode-extension/package.json';
  const choices = /("component": \{\s*"type": "string",\s*"enum": \[)[^\]]*?(\s*\])/g;
  write(
    manifest,
    readFileSync(join(root, manifest), 'utf8').replace(
      choices,
      (_, before: string, after: string) =>
        before +
        ids.map((id) => `${/\s*$/.exec(after.slice(0, -1))?.[0] ?? ''}  "${id}"`).join(',') +
        after,
    ),
  );
}

function write(file: string, text: string): void {
  const path = join(root, file);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
