import { readPage } from './blocks.ts';
import { descriptionOf } from './description.ts';
import { engineOf } from '../library/engines.ts';
import { splitFrontMatter } from './front-matter.ts';
import { plainText } from './markdown.ts';
import { hintsOf } from './hints.ts';
import { needsOf } from './needs.ts';
import { outputBelow } from './output.ts';
import { pythonOf } from './python-block.ts';
import type { Example, ModelCard } from './types.ts';

/**
 * Read the text of a model card (README.md of a Hub repository). Pure and
 * total: any string gives a card, at worst an empty one.
 */
export function readModelCard(text: string): ModelCard {
  const { frontMatter, lines, firstLine } = splitFrontMatter(text);
  const page = readPage(lines.map((line, at) => ({ text: line, number: firstLine + at })));
  const found = page.blocks.flatMap((block, at) => {
    const python = pythonOf(block);
    if (!python) return [];
    const engine = engineOf(python.source, block.headings, block.lead);
    return [{ block, python, engine, below: outputBelow(block, page.blocks[at + 1]) }];
  });
  const needs = needsOf(found.map(({ python, engine }) => ({ source: python.source, engine })));
  const examples = found.map(({ block, python, engine, below }, index): Example => {
    const needed = needs[index] ?? [];
    return {
      index,
      source: python.source,
      headings: block.headings,
      lead: plainText(block.lead),
      form: python.form,
      line: block.line,
      requirements: python.requirements,
      shell: python.shell,
      // A block without imports of its own continues the engine of what it builds on.
      engine: engine ?? needed.map((at) => found[at]?.engine).findLast((name) => name) ?? null,
      needs: needed,
      output: python.output ?? below,
    };
  });
  return { frontMatter, examples, hints: hintsOf(page), description: descriptionOf(page) };
}
