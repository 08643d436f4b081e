/**
 * One meaning a name: fails when a package exports a name from two files, or a
 * package and core, which it imports, both export it; a reader who follows one
 * may land at the other. Packages that never import each other may each call
 * their own thing by the glossary's word (`newPlace` of either editor), and a
 * file for browsers may export what its twin for Node exports.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './lib/node.mjs';

const PACKAGES = ['core', 'server', 'vscode-extension', 'jupyterlab-extension'];
const SOURCES = `{${PACKAGES.join(',')}}/{src,web}/**/*.ts`;
/** Name -> the files that export it, twins counted once. */
const places = new Map();
const add = (name, file) => {
  const twin = file.replace(/\.(?:browser|node)\.ts$/, '.ts');
  places.set(name, new Map([...(places.get(name) ?? []), [twin, file]]));
};
for (const file of globSync(SOURCES, { cwd: root })) {
  if (/\.test\.ts$|\.generated\./.test(file)) continue;
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  for (const statement of source.statements) {
    const isExported = statement.modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword,
    );
    if (!isExported) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        if (ts.isIdentifier(name)) add(name.text, file);
      }
    } else if (statement.name) add(statement.name.text, file);
  }
}
const packageOf = (file) => file.split(/[\\/]/)[0];
const twice = [...places]
  .map(([name, files]) => [name, [...files.values()]])
  .filter(([, files]) =>
    PACKAGES.some(
      (one) => files.filter((file) => ['core', one].includes(packageOf(file))).length > 1,
    ),
  )
  .sort(([a], [b]) => a.localeCompare(b));
for (const [name, files] of twice) {
  console.error(
    `${name} is exported by ${files.join(' and ')}: give one of them a name of its own.`,
  );
}
console.log(`names: ${places.size} exported, ${twice.length} of them twice`);
process.exit(twice.length > 0 ? 1 : 0);
