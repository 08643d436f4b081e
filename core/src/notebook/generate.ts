import { checkCells } from '../checks/index.ts';
import type { Deck, Language } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import { languageFor, languageOf, readsEnglish } from '../samples/language.ts';
import { mirrorOf } from './mirror.ts';
import { hasError, type Finding } from '../findings/finding.ts';
import { aboutModel } from '../findings/model.ts';
import { aboutRecipe } from '../findings/recipe.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { readModelCard } from '../model-card/read.ts';
import { selectExamples, type Selection } from '../examples/select.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { nearestComponent } from '../recipe/compatibility.ts';
import { promptFindings } from '../recipe/prompt-use.ts';
import type { Recipe } from '../recipe/schema.ts';
import type { RemixOf } from '../ipynb/marks.ts';
import { accessFindings } from '../hub/access-findings.ts';
import { ownTopic } from './context.ts';
import type { FullHand } from './hand.ts';
import { dispatch } from '../library/dispatch.ts';
import { familyOf, twinOf } from '../library/families.ts';
import { toNotebook, type Notebook } from '../ipynb/nbformat.ts';
import { needsOwnCode } from '../library/transformers-names.ts';
import { planNotebook } from './plan.ts';
import type { CardExample, Plan } from '../ipynb/plan-types.ts';

export interface GenerateTools {
  readonly deck: Deck;
  readonly linter: PythonLinter;
  /** The shared notebook that this one is a remix of: credited in it. */
  readonly remixOf?: RemixOf | null;
  /** Address of the Hub that was asked; another than the Hub's own is named in the notebook. */
  readonly hubUrl?: string;
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
  { deck, linter, remixOf = null, hubUrl }: GenerateTools,
): Generated {
  const blocked = safetyFindings(facts);
  if (hasError(blocked)) return refused(blocked);
  const dealt = layOut(recipe, facts, deck);
  if (!dealt.hand) return refused([...blocked, ...dealt.findings]);
  const hand: FullHand = { ...dealt.hand, remixOf, mirror: mirrorOf(hubUrl) };
  const selection = selectExamples(hand.card, { facts, linter, hand });
  const found = cardExamples(selection);
  const findings = [...blocked, ...dealt.findings, ...leftOut(selection, hand)];

  // The card's example is the only part that others wrote: without it the checks must pass.
  for (const examples of found ? [[found], []] : [[]]) {
    const plan = planNotebook(hand, deck, examples, findings, linter.format);
    const checked = checkCells(plan.cells, linter);
    if (!hasError(checked)) {
      return { notebook: toNotebook(plan), plan, findings: [...findings, ...checked] };
    }
    if (examples.length === 0) return refused([...findings, ...checked]);
    const why = checked.find((one) => one.severity === 'error')?.message ?? '';
    findings.push(aboutModel('example-left-out', { why }));
  }
  return refused(findings);
}

/** Changes after which the author's output is no longer what the example gives. */
const OTHER_INPUT = new Set(['sample-image', 'sample-sound', 'typing-said']);

/** The example that the notebook has: one that runs, else one to be read. */
function cardExamples({ shown: [first], unexecuted }: Selection): CardExample | null {
  if (first) {
    const same = !first.changes.some(({ code }) => OTHER_INPUT.has(code));
    return { ...first, output: same ? first.example.output : null, unexecuted: null };
  }
  if (!unexecuted) return null;
  const { source, example, why } = unexecuted;
  return { source, changes: [], output: example.output, unexecuted: why };
}

/** Says in one line why the card's example is not run, where the card has one. */
function leftOut({ shown, unexecuted, refused }: Selection, { card }: FullHand): Finding[] {
  if (shown.length > 0 || card.examples.length === 0) return [];
  if (unexecuted) return [aboutModel('example-unexecuted', { why: unexecuted.why })];
  const why = refused[0]?.reasons[0]?.message;
  return why === undefined ? [] : [aboutModel('example-left-out', { why })];
}

/** Nothing is generated for a model the Hub disabled or flagged as unsafe. */
function safetyFindings(facts: ModelFacts): Finding[] {
  const findings: Finding[] = [];
  if (facts.disabled) {
    findings.push(aboutModel('model-disabled', { id: facts.id }));
  }
  // Files at level "unsafe" never get here: the Hub client gives an error for them.
  if (facts.unsafeFiles.length > 0) {
    const files = facts.unsafeFiles.slice(0, 3);
    findings.push(aboutModel('model-suspicious', { id: facts.id, files }));
  }
  if (facts.asOf !== null) {
    findings.push(aboutModel('facts-of-day', { id: facts.id, day: facts.asOf }));
  }
  findings.push(...accessFindings(facts));
  if (needsOwnCode(facts)) {
    findings.push(aboutModel('custom-code', { id: facts.id, revision: facts.sha.slice(0, 8) }));
  }
  return findings;
}

/** Sample kinds that come in the deck's languages; the others are English, or pictures and sounds. */
const SPOKEN: ReadonlySet<TaskAdapter['samples']> = new Set([
  'texts',
  'entities',
  'labelled-texts',
  'translate',
  'chat',
  'speech',
]);

/** Says so where the inputs are not in the language that the model reads or hears. */
function languageFindings(
  facts: ModelFacts,
  { samples, inputs }: TaskAdapter,
  language: Language | null,
): Finding[] {
  const code = languageOf(facts);
  const words = inputs.some(
    ({ kind }) => kind === 'text' || kind === 'list' || kind === 'messages',
  );
  const hears = samples === 'sound';
  if (readsEnglish(code) || (language && SPOKEN.has(samples)) || (!words && !hears)) return [];
  const name = language?.name ?? `the language "${code ?? ''}"`;
  return [aboutModel('input-language', { id: facts.id, language: name, hears })];
}

/** Look every card of the recipe up; a component that does not fit is replaced, with a finding. */
function layOut(
  recipe: Recipe,
  facts: ModelFacts,
  deck: Deck,
): { hand: Omit<FullHand, 'remixOf' | 'mirror'> | null; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const missing = (what: string, id: string, known: readonly { id: string }[]) =>
    findings.push(aboutRecipe('card-unknown', { what, id, known: known.map((one) => one.id) }));
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
  const language = languageFor(facts, deck.languages);
  const twin = adapter.route === 'local' ? twinOf(facts) : null;
  if (twin !== null) findings.push(aboutModel('twin-loaded', { id: facts.id, twin }));
  findings.push(...languageFindings(facts, adapter, language));
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
    language,
    languages: deck.languages,
    asks: Object.keys(familyOf(facts).asks ?? {}),
    twin,
  };
  return { hand, findings };
}
