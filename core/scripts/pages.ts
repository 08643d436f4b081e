/**
 * Writes docs/rules.md from the rules of the shelf, docs/findings.md from the registry,
 * docs/deck.md and docs/credits.md from the cards:
 * `node core/scripts/pages.ts` compares, `--write` writes.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { creditsPage, deckPage } from './deck-page.ts';
import { readRules } from './read-rules.ts';
import { REGISTRY } from './registry.ts';

const docs = join(import.meta.dirname, '../../docs');
const NOTE = '<!-- Written by `npm run pages -w core -- --write`; do not edit. -->';

const fenced = (code: string): string => ['```python', code.trim(), '```'].join('\n');

function rulesPage(): string {
  const libraries = new Map<string, string[]>();
  for (const { data, file } of readRules()) {
    const [first] = file.cases;
    const text = [
      `### ${data.id}`,
      `${data.message} Source: ${data.source}.${data.since ? ` Since ${data.since}.` : ''}`,
      ...(first
        ? [fenced(first.before), ...(first.after ? ['becomes', fenced(first.after)] : [])]
        : []),
    ].join('\n\n');
    libraries.set(data.library, [...(libraries.get(data.library) ?? []), text]);
  }
  const parts = [...libraries].map(([name, rules]) => [`## ${name}`, ...rules].join('\n\n'));
  const count = [...libraries.values()].flat().length;
  return [
    '# Rules',
    NOTE,
    `What libraries removed or changed, and what stands there now: ${String(count)} rules. Each is one file, \`core/libraries/<library>/rules/<id>.yaml\`, with its cases.`,
    ...parts,
  ].join('\n\n');
}

const TITLES: Readonly<Record<string, string>> = {
  notebook: 'In a notebook',
  model: 'About a model',
  recipe: 'About a recipe',
  sharing: 'About sharing',
  place: 'About the place in the editor',
  example: "Why a model card's example is left out",
  hub: 'What the Hub answers',
};

function findingsPage(): string {
  const parts = Object.entries(REGISTRY).map(([about, entries]) =>
    [
      `## ${TITLES[about] ?? about}`,
      ...entries.map(({ code, severities, sentence, what, why, example, silence }) =>
        [
          `### ${code}`,
          `Severity: ${severities.join(' or ')}.`,
          sentence === null
            ? (what ?? 'The sentence is worded where it is found.')
            : `> ${sentence}`,
          `Why: ${why}`,
          `For example: ${example}`,
          `To be rid of it: ${silence}`,
        ].join('\n\n'),
      ),
    ].join('\n\n'),
  );
  return [
    '# Findings',
    NOTE,
    'What `alacard check`, the generator, the editors and sharing can say. A value stands where ‹name› is written. Each code is explained in `core/scripts/explained/`; one without an explanation does not compile.',
    ...parts,
  ].join('\n\n');
}

let stale = 0;
for (const [file, text] of [
  ['rules.md', rulesPage()],
  ['findings.md', findingsPage()],
  ['deck.md', await deckPage(NOTE)],
  ['credits.md', creditsPage(NOTE)],
] as const) {
  const path = join(docs, file);
  const wanted = `${text}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue;
  if (process.argv.includes('--write')) writeFileSync(path, wanted);
  else {
    console.error(`docs/${file} is not what the data says: npm run pages -w core -- --write`);
    stale += 1;
  }
}
process.exit(stale > 0 ? 1 : 0);
