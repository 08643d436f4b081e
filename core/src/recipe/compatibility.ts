import type { TaskAdapter } from '../deck/schema.ts';
import { MEDIA_KINDS, UI_COMPONENTS, type OutputKind, type UiComponentId } from '../deck/shapes.ts';
import type { Finding } from '../finding.ts';

/** What compatibility depends on: the shapes of `predict`, never the model. */
export type Shape = Pick<TaskAdapter, 'inputs' | 'output' | 'streams' | 'title'> &
  Partial<Pick<TaskAdapter, 'route'>>;

/** Components that can show any input and any output. */
export const UNIVERSAL_COMPONENTS = [
  'api',
  'gradio',
  'streamlit',
] as const satisfies readonly UiComponentId[];

const takes = (shape: Shape, ...kinds: string[]): boolean =>
  shape.inputs.some((input) => kinds.includes(input.kind));

/** A conversation: the model answers in text, to messages or to a question about an image, sound or film. */
const converses = (shape: Shape): boolean =>
  shape.output === 'text' &&
  (takes(shape, 'messages') || (takes(shape, 'text') && takes(shape, ...MEDIA_KINDS)));

const FITS: Readonly<Record<UiComponentId, (shape: Shape) => boolean>> = {
  chat: converses,
  completion: (shape) => takes(shape, 'text', 'messages'),
  streaming: (shape) => shape.streams,
  batch: (shape) => shape.inputs.some((input) => input.kind !== 'seed'),
  api: () => true,
  gradio: () => true,
  streamlit: () => true,
};

/**
 * What to offer instead, the nearest first. Each list ends in a universal
 * component, so that a search always finds one.
 */
const INSTEAD: Readonly<Record<UiComponentId, readonly UiComponentId[]>> = {
  chat: ['streaming', 'completion', 'gradio'],
  streaming: ['chat', 'completion', 'gradio'],
  completion: ['gradio'],
  batch: ['gradio'],
  api: ['gradio'],
  gradio: ['streamlit'],
  streamlit: ['gradio'],
};

const NAMES: Readonly<Record<UiComponentId, string>> = {
  chat: 'the chat interface',
  completion: 'text completion',
  streaming: 'streaming',
  batch: 'batch processing',
  api: 'the API endpoint',
  gradio: 'the Gradio demo',
  streamlit: 'the Streamlit app',
};

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
  UI_COMPONENTS.filter((component) => FITS[component](shape));

/** Whether one UI component fits an adapter. */
export const isCompatible = (component: UiComponentId, shape: Shape): boolean =>
  FITS[component](shape);

/**
 * The wanted component if it fits, else the nearest one that does, with the
 * finding `component-replaced` that says why. Chat falls back to streaming,
 * then completion, then Gradio; streaming to chat, then completion, then
 * Gradio; everything else to Gradio.
 */
export function nearestComponent(
  wanted: UiComponentId,
  shape: Shape,
): { readonly component: UiComponentId; readonly findings: readonly Finding[] } {
  if (isCompatible(wanted, shape)) return { component: wanted, findings: [] };
  const component = INSTEAD[wanted].find((one) => isCompatible(one, shape)) ?? 'gradio';
  return {
    component,
    findings: [
      {
        code: 'component-replaced',
        severity: 'warning',
        message: `${whyNot(wanted, shape)} The notebook has ${NAMES[component]} instead; to keep ${NAMES[wanted]}, choose another model.`,
      },
    ],
  };
}

function whyNot(wanted: UiComponentId, shape: Shape): string {
  const subject = capital(NAMES[wanted]);
  if (shape.route === 'inspect') {
    return `${subject} needs a model that can be asked, and this notebook only looks at the files.`;
  }
  const task = `a model for ${shape.title}`;
  switch (wanted) {
    case 'chat':
      return shape.output === 'text'
        ? `${subject} needs a model that reads messages, and ${task} does not.`
        : `${subject} needs a model that answers in text, and ${task} gives ${GIVES[shape.output]}.`;
    case 'completion':
      return `${subject} needs a model that reads text, and ${task} does not.`;
    case 'streaming':
      return `${subject} needs a model that writes word by word, and ${task} gives its whole result at once.`;
    case 'batch':
      return `${subject} needs inputs to work through, and ${task} starts from nothing but a random seed.`;
    case 'api':
    case 'gradio':
    case 'streamlit':
      return `${subject} does not fit ${task}.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
