import type { TaskAdapter } from '../deck/adapter.ts';
import type { ComponentFile, Need } from '../deck/component-file.ts';
import rules from '../deck/components.generated.json' with { type: 'json' };
import { UI_COMPONENTS, type OutputKind, type UiComponentId } from '../deck/shapes.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutRecipe } from '../findings/recipe.ts';

/** What compatibility depends on: the shapes of `predict`, never the model. */
export type Shape = Pick<TaskAdapter, 'inputs' | 'output' | 'streams' | 'title'> &
  Partial<Pick<TaskAdapter, 'route'>>;

interface Rule extends Pick<ComponentFile, 'called' | 'needs'> {
  readonly instead: readonly UiComponentId[];
}

/** What the cards of the UI components say. */
const RULES: Readonly<Record<UiComponentId, Rule>> = rules as unknown as Record<
  UiComponentId,
  Rule
>;

const meets = (shape: Shape, { output, streams, takes }: Need): boolean =>
  (output === undefined || shape.output === output) &&
  (streams === undefined || shape.streams) &&
  (takes === undefined ||
    takes.some((group) => group.every((kind) => shape.inputs.some((one) => one.kind === kind))));

/** The first need of a component that an adapter does not meet. */
const unmet = (component: UiComponentId, shape: Shape): Need | undefined =>
  RULES[component].needs.find((need) => !meets(shape, need));

/** Components that can show any input and any output. */
export const UNIVERSAL_COMPONENTS: readonly UiComponentId[] = UI_COMPONENTS.filter(
  (component) => RULES[component].needs.length === 0,
);

const GIVES: Readonly<Record<OutputKind, string>> = {
  text: 'text',
  labels: 'labels with scores',
  spans: 'marked pieces of the text',
  answer: 'a piece of the text as the answer',
  ranking: 'a ranked list',
  vector: 'a list of numbers for each input',
  boxes: 'boxes in a picture',
  segments: 'areas of a picture',
  keypoints: 'points in a picture',
  image: 'a picture',
  audio: 'a sound',
  numbers: 'a series of numbers',
  json: 'structured data',
};

/** The UI components that fit an adapter, in the deck's order. Never empty. */
export const compatibleComponents = (shape: Shape): UiComponentId[] =>
  UI_COMPONENTS.filter((component) => isCompatible(component, shape));

/** Whether one UI component fits an adapter. */
export const isCompatible = (component: UiComponentId, shape: Shape): boolean =>
  unmet(component, shape) === undefined;

/**
 * The wanted component if it fits, else the nearest one that does, with the
 * finding `component-replaced` that says why.
 */
export function nearestComponent(
  wanted: UiComponentId,
  shape: Shape,
): { readonly component: UiComponentId; readonly findings: readonly Finding[] } {
  if (isCompatible(wanted, shape)) return { component: wanted, findings: [] };
  const component = RULES[wanted].instead.find((one) => isCompatible(one, shape)) ?? 'gradio';
  return {
    component,
    findings: [
      aboutRecipe('component-replaced', {
        why: whyNot(wanted, shape),
        wanted: RULES[wanted].called,
        instead: RULES[component].called,
      }),
    ],
  };
}

function whyNot(wanted: UiComponentId, shape: Shape): string {
  const subject = capital(RULES[wanted].called);
  if (shape.route === 'inspect') {
    return `${subject} needs a model that can be asked, and this notebook only looks at the files.`;
  }
  const { otherwise = 'does not fit {task}.' } = unmet(wanted, shape) ?? {};
  const reason = otherwise
    .replace('{task}', () => `a model for ${shape.title}`)
    .replace('{gives}', GIVES[shape.output]);
  return `${subject} ${reason}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
