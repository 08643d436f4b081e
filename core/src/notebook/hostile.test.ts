import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { factsOf } from '../../test-support/facts.ts';
import { pythonJudge } from '../../test-support/python.ts';
import { recipeOf } from '../../test-support/recipe.ts';
import { DECK } from '../deck/data.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { nodeRuff } from '../node/ruff.ts';
import { RecipeSchema, type Recipe } from '../recipe/schema.ts';
import { generateNotebook } from './generate.ts';
import type { PlanCell } from '../ipynb/plan-types.ts';

/**
 * A hostile recipe or model must never change what code runs: the syntax trees
 * of all cells stay those of a harmless one but for the values of constants.
 * Python's own `ast` is the judge.
 */
const NASTY = [
  '"',
  "'",
  '"""',
  "'''",
  '\\',
  '\\\\"',
  '\n',
  '\r\n',
  '\u2028',
  '\0',
  '\u202e',
  '\ud800',
  '{{',
  '}}',
  '{{model_id}}',
  '__model_id__',
  '#| end',
  '#: x',
  '# %% hello load',
  '</script>',
  '<img src=x onerror=alert(1)>',
  '%pip install evil',
  '\n%%bash\nrm -rf /',
  '!ls',
  '?',
  '$(id)',
  '`id`',
  '${x}',
  '{0}',
  '%s',
  '[x](javascript:1)',
  '|',
  '---',
  '");import os;os.system("id")#',
  '🦙',
  'a'.repeat(200),
];
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NASTY),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.lorem({ maxCount: 3 }),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const linter = await nodeRuff();
const cellsOf = (recipe: Recipe, facts: ModelFacts): readonly PlanCell[] => {
  const { plan, findings } = generateNotebook(recipe, facts, { deck: DECK, linter });
  if (!plan) throw new Error(findings.map((finding) => finding.message).join('\n'));
  return plan.cells;
};
/** Of a harmless hand, which comes again and again: made once. */
const made = new Map<string, readonly PlanCell[]>();
const harmlessCells = (recipe: Recipe, facts: ModelFacts): readonly PlanCell[] => {
  const key = JSON.stringify([recipe, facts]);
  const cells = made.get(key) ?? cellsOf(recipe, facts);
  made.set(key, cells);
  return cells;
};

const JUDGE = `
import ast, functools
from itertools import zip_longest

# The harmless side comes again and again.
@functools.cache
def shape(source):
    lines = source.split("\\n")
    magics = [line for line in lines if line.startswith(("%", "!"))]
    tree = ast.parse("\\n".join("#" if line.startswith(("%", "!")) else line for line in lines))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float)):
            node.value = "value"
            node.kind = None
    return magics, ast.dump(tree)

def same(a, b):
    return a["kind"] == b["kind"] and a["id"] == b["id"] and (a["kind"] == "markdown" or shape(a["source"]) == shape(b["source"]))

for case in cases:
    for harmless, hostile in zip_longest(case["harmless"], case["hostile"]):
        if harmless is None or hostile is None or not same(harmless, hostile):
            wrong.append([case["input"], harmless, hostile])
            break
`;

/** What CommonMark reads as links, pictures and raw HTML. */
function markup(source: string): { links: string[]; html: string[] } {
  const links: string[] = [];
  const html: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      links.push(node.url);
    if (node.type === 'html') html.push(node.value);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(source));
  return { links, html };
}

/** Prompts of one word, as many as there are hostile ones: lists keep their length. */
const harmlessPrompts = (count: number): string[] =>
  Array.from({ length: count }, () => 'harmless');

describe('hostile input', () => {
  const ADAPTERS = ['text-classification', 'text-generation'] as const;

  it.each(ADAPTERS)('prompts and own topics only ever become constants (%s)', (task) => {
    const inputs = fc.sample(
      fc.record({
        prompts: fc.array(nasty, { minLength: 1, maxLength: 5 }),
        own: nasty,
        difficulty: fc.constantFrom(
          'beginner' as const,
          'intermediate' as const,
          'advanced' as const,
        ),
        ui: fc.constantFrom(
          'gradio' as const,
          'api' as const,
          'streamlit' as const,
          'batch' as const,
          'completion' as const,
        ),
      }),
      { numRuns: 120, seed: 11 },
    );
    const facts = factsOf({ task, hasChatTemplate: false });
    const cases = inputs.flatMap(({ prompts, own, difficulty, ui }) => {
      const hostile = RecipeSchema.safeParse(
        recipeOf({ prompt_cards: { prompts }, topic: { own }, difficulty, ui_component: ui }),
      );
      // What the schema refuses never reaches a notebook.
      if (!hostile.success) return [];
      const count =
        'prompts' in hostile.data.prompt_cards ? hostile.data.prompt_cards.prompts.length : 0;
      const harmless: Recipe = {
        ...hostile.data,
        prompt_cards: { prompts: harmlessPrompts(count) },
        topic: { own: 'harmless' },
      };
      return [
        {
          input: hostile.data,
          harmless: harmlessCells(harmless, facts),
          hostile: cellsOf(hostile.data, facts),
        },
      ];
    });
    expect(cases.length).toBeGreaterThan(20);
    expect(pythonJudge(JUDGE, cases)).toEqual([]);
  });

  it('what the Hub says about a model only ever becomes constants and plain text', () => {
    const inputs = fc.sample(fc.record({ text: nasty, other: nasty }), { numRuns: 150, seed: 12 });
    const facts = factsOf({
      task: 'fill-mask',
      architectures: ['BertForMaskedLM'],
      cardText: null,
    });
    const said = (text: string, other: string) => ({
      maskToken: text.replaceAll('\n', ' '),
      licence: other,
      tags: [text, other],
      files: [...facts.files, text, other],
      cardData: { license_name: text, base_model: other },
      config: { task_specific_params: { 'fill-mask': { prefix: text } } },
    });
    const cases = inputs.flatMap(({ text, other }) => [
      {
        input: { text, other },
        harmless: harmlessCells(recipeOf(), facts),
        hostile: cellsOf(recipeOf(), { ...facts, ...said(text, other) }),
      },
      // A type that no library knows gets another notebook: compared with a harmless one of that kind.
      {
        input: { text, other, type: true },
        harmless: harmlessCells(recipeOf(), { ...facts, modelType: 'no', architectures: ['No'] }),
        hostile: cellsOf(recipeOf(), {
          ...facts,
          ...said(text, other),
          files: facts.files,
          modelType: text,
          architectures: [text],
        }),
      },
    ]);
    const harmless = cases.map((one) => ({
      ...one,
      harmless: one.harmless.filter((cell) => cell.kind === 'code'),
      hostile: one.hostile.filter((cell) => cell.kind === 'code'),
    }));
    expect(pythonJudge(JUDGE, harmless)).toEqual([]);
  });

  it('ids that are not model ids never become a recipe', () => {
    fc.assert(
      fc.property(nasty, (id) => {
        const parsed = RecipeSchema.safeParse(recipeOf({ model_card: { id } }));
        if (parsed.success) expect(parsed.data.model_card.id).toMatch(/^[\w.-]+(\/[\w.-]+)?$/);
      }),
    );
  });

  it('no hostile text opens markup in a Markdown cell', () => {
    const facts = factsOf();
    for (const text of fc.sample(nasty, { numRuns: 200, seed: 13 })) {
      const own = RecipeSchema.shape.topic.safeParse({ own: text });
      if (!own.success) continue;
      const cells = cellsOf(recipeOf({ topic: own.data }), {
        ...facts,
        cardText: `# x\n\n${text} and some more words to fill the line.`,
      }).filter((cell) => cell.kind === 'markdown');
      for (const cell of cells) {
        const { links, html } = markup(cell.source);
        expect(links.filter((url) => !url.startsWith('https://huggingface.co/'))).toEqual([]);
        if (cell.role !== 'recipe') expect(html).toEqual([]);
        expect(html.join('')).not.toMatch(/<(?!\/?(?:table|tr|td|h2|b|br|code)\b)/);
      }
    }
  });
});
