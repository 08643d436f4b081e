import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import { MODEL_OF } from '../../test-support/models.ts';
import { pythonJudge } from '../../test-support/python.ts';
import { recipeOf } from '../../test-support/recipe.ts';
import { DECK } from '../deck/data.ts';
import { DIFFICULTIES } from '../deck/shapes.ts';
import { dispatch } from '../library/dispatch.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { compatibleComponents } from '../recipe/compatibility.ts';
import { generateNotebook } from './generate.ts';
import { MODEL_TYPES } from './template-names.ts';

/**
 * In a notebook that is pinned, whatever fetches something of the model names
 * the revision. Python's `ast` is the judge. A base model is another repository
 * with a revision of its own; a provider has no revisions.
 */
const JUDGE = `
import ast, functools

LOADERS = {"from_pretrained", "from_single_file", "hf_hub_download", "snapshot_download", "create_model",
    "SentenceTransformer", "CrossEncoder", "model_info", "list_repo_tree", "parse_safetensors_file_metadata"}

def names(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}

# Neighbours share most of their cells: each is read once.
@functools.cache
def judged(source):
    lines = ["#" if line.startswith(("%", "!")) else line for line in source.split("\\n")]
    fetches = 0
    unpinned = []
    for call in ast.walk(ast.parse("\\n".join(lines))):
        if not isinstance(call, ast.Call):
            continue
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        given = set().union(*map(names, values)) if values else set()
        by_provider = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "client"
        if given & {"BASE_MODEL_ID"} and function in LOADERS and "BASE_REVISION" not in given:
            unpinned.append(ast.unparse(call))
        if by_provider or given & {"BASE_MODEL_ID"}:
            continue
        hands_over = any(isinstance(value, ast.Name) and value.id == "MODEL_ID" for value in values)
        if function in LOADERS or hands_over:
            fetches += 1
            if "REVISION" not in given:
                unpinned.append(ast.unparse(call))
    return fetches, unpinned

for case in cases:
    cells = [judged(source) for source in case["cells"]]
    wrong.extend([case["name"], call] for _, unpinned in cells for call in unpinned)
    if case["fetches"] and not any(fetches for fetches, _ in cells):
        wrong.append([case["name"], "fetches nothing"])
`;

/** How the code is laid out does not matter here. */
const UNFORMATTED: PythonLinter = { format: (source) => source, check: () => [] };

/** Models for an adapter: one, and one of each type that its template knows. */
function modelsFor(adapter: string): ModelFacts[] {
  const template = DECK.templates[`tasks/${adapter}`] ?? '';
  const gets = (facts: ModelFacts) => dispatch(facts).adapter === adapter;
  const first = MODEL_OF.get(adapter);
  if (!first) throw new Error(`no model gets ${adapter}`);
  const { id, sha } = factsOf();
  const baseModels = first.baseModels.map((base) => ({ ...base, sha: 'b'.repeat(40) }));
  const plain = { ...first, id, sha, baseModels };
  const own = MODEL_TYPES.filter((type) => template.includes(`model.${type}`));
  return [
    plain,
    { ...plain, customCode: true },
    ...own.map((type) => ({ ...plain, modelType: type })),
  ].filter(gets);
}

describe('a pinned notebook', () => {
  it.each(Object.values(DECK.adapters).map((adapter) => [adapter.id, adapter] as const))(
    '%s names the revision wherever it fetches something of the model',
    (id, adapter) => {
      // Streamlit's program loads the model a second time; the other components only call `predict`.
      const hands = modelsFor(id).flatMap((facts, at) =>
        DIFFICULTIES.flatMap((difficulty) => {
          const all = at === 0 && difficulty === 'beginner';
          const components = all ? compatibleComponents(adapter) : (['streamlit'] as const);
          return components.map((component) => ({ facts, difficulty, component }));
        }),
      );
      const cases = hands.map(({ facts, difficulty, component }) => {
        const recipe = recipeOf({
          model_card: { id: facts.id, revision: facts.sha },
          difficulty,
          ui_component: component,
        });
        const { plan } = generateNotebook(recipe, facts, { deck: DECK, linter: UNFORMATTED });
        const code = plan?.cells.filter((cell) => cell.kind === 'code') ?? [];
        return {
          name: `${difficulty} ${component} ${facts.modelType ?? ''}`,
          fetches: adapter.route !== 'api',
          cells: code.map((cell) => cell.source),
        };
      });
      expect(cases.length).toBeGreaterThan(2);
      expect(pythonJudge(JUDGE, cases)).toEqual([]);
    },
  );
});
