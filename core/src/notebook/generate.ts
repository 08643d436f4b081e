import { checkCells } from '../checks/index.ts';
import type { Deck } from '../deck/schema.ts';
import { hasError, type Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { readModelCard } from '../model-card/read.ts';
import { selectExamples } from '../model-card/select.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { nearestComponent } from '../recipe/compatibility.ts';
import { promptFindings } from '../recipe/prompt-use.ts';
import type { Recipe } from '../recipe/schema.ts';
import type { RemixOf } from '../sharing/editor/marks.ts';
import { accessFindings } from './access-findings.ts';
import { ownTopic, type Hand } from './context.ts';
import { dispatch } from './dispatch.ts';
import { toNotebook, type Notebook } from './nbformat.ts';
import { planNotebook } from './plan.ts';
import type { Plan } from './plan-types.ts';

export interface GenerateTools {
  readonly deck: Deck;
  readonly linter: PythonLinter;
  /** The shared notebook that this one is a remix of: credited in it. */
  readonly remixOf?: RemixOf | null;
}

export interface Generated {
  /** Null when a finding is an error: nothing that cannot run is handed out. */
  readonly notebook: Notebook | null;
  readonly plan: Plan | null;
  readonly findings: readonly Finding[];
}

const refused = (findings: readonly Finding[]): Generated => ({
  notebook: null,
  plan: null,
  findings,
});

/**
 * Recipe and facts -> a checked notebook. Pure: the same input gives the same
 * bytes. Findings with severity `error` mean that there is no notebook.
 */
export function generateNotebook(
  recipe: Recipe,
  facts: ModelFacts,
  { deck, linter, remixOf = null }: GenerateTools,
): Generated {
  const blocked = safetyFindings(facts);
  if (hasError(blocked)) return refused(blocked);
  const dealt = layOut(recipe, facts, deck);
  if (!dealt.hand) return refused([...blocked, ...dealt.findings]);
  const hand: Hand = { ...dealt.hand, remixOf };
  const selection = selectExamples(hand.card, { facts, linter, hand });
  const shown = selection.shown.slice(0, 1);
  const findings = [...blocked, ...dealt.findings];

  // The card's example is the only part that others wrote: without it the checks must pass.
  for (const examples of shown.length > 0 ? [shown, []] : [[]]) {
    const plan = planNotebook(hand, deck, examples, findings, linter.format);
    const found = checkCells(plan.cells, linter);
    if (!hasError(found)) {
      return { notebook: toNotebook(plan), plan, findings: [...findings, ...found] };
    }
    if (examples.length === 0) return refused([...findings, ...found]);
    findings.push({
      code: 'example-dropped',
      severity: 'info',
      message: `The model card's example was left out: ${found.find((one) => one.severity === 'error')?.message ?? ''}`,
    });
  }
  return refused(findings);
}

/** Nothing is generated for a model the Hub disabled or flagged as unsafe. */
function safetyFindings(facts: ModelFacts): Finding[] {
  const findings: Finding[] = [];
  if (facts.disabled) {
    findings.push({
      code: 'model-disabled',
      severity: 'error',
      message: `The Hub has disabled ${facts.id}, so no notebook is made for it. Choose another model.`,
    });
  }
  // Files at level "unsafe" never get here: the Hub client gives an error for them.
  if (facts.unsafeFiles.length > 0) {
    findings.push({
      code: 'model-suspicious',
      severity: 'warning',
      message: `The Hub's scanners find files of ${facts.id} suspicious (${facts.unsafeFiles.slice(0, 3).join(', ')}). Read what the model page says about them before you run the notebook.`,
    });
  }
  findings.push(...accessFindings(facts));
  if (facts.customCode) {
    findings.push({
      code: 'custom-code',
      severity: 'warning',
      message: `${facts.id} runs Python code from its own repository. The notebook pins the revision ${facts.sha.slice(0, 8)}; read the code before you run it.`,
    });
  }
  return findings;
}

/** Look every card of the recipe up; a component that does not fit is replaced, with a finding. */
function layOut(
  recipe: Recipe,
  facts: ModelFacts,
  deck: Deck,
): { hand: Omit<Hand, 'remixOf'> | null; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const missing = (what: string, id: string, known: readonly { id: string }[]) =>
    findings.push({
      code: 'card-unknown',
      severity: 'error',
      message: `There is no ${what} "${id}" in the deck. Known: ${known.map((one) => one.id).join(', ')}.`,
    });
  const route = dispatch(facts);
  findings.push(...route.findings);
  const adapter = deck.adapters[route.adapter];
  if (!adapter) throw new Error(`no task adapter "${route.adapter}"`);

  const { topic: topicCard, prompt_cards: prompts } = recipe;
  const topic =
    'own' in topicCard
      ? ownTopic(deck.ownTopic, topicCard.own)
      : deck.topics.find((one) => one.id === topicCard.id);
  if (!topic && 'id' in topicCard) missing('topic', topicCard.id, deck.topics);
  const pack = deck.prompts.find((one) => one.id === prompts.pack) ?? deck.prompts[0];
  const ownPrompts = 'prompts' in prompts ? prompts.prompts : null;
  if (!ownPrompts && pack?.id !== prompts.pack) {
    missing('prompt pack', prompts.pack ?? '', deck.prompts);
  }
  const fitting = nearestComponent(recipe.ui_component, adapter);
  findings.push(...fitting.findings, ...promptFindings(recipe, adapter));
  const difficulty = deck.difficulties.find((one) => one.id === recipe.difficulty);
  const component = deck.components.find((one) => one.id === fitting.component);
  if (hasError(findings) || !topic || !pack || !difficulty || !component) {
    return { hand: null, findings };
  }
  const hand = {
    recipe: { ...recipe, ui_component: component.id },
    facts,
    card: readModelCard(facts.cardText ?? ''),
    adapter,
    topic,
    pack,
    ownPrompts,
    difficulty,
    component,
  };
  return { hand, findings };
}
