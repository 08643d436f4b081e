import { UI_COMPONENTS } from './ui-components.ts';

/**
 * Shapes: what goes into and comes out of the `predict` function that every
 * notebook defines. UI components and topics know shapes, never models.
 *
 * The Python value of each kind is fixed here; templates must keep to it.
 */

/** Kinds of one argument of `predict`. */
export const INPUT_KINDS = [
  'text', // str
  'messages', // list[{"role": str, "content": str}], the last one from the user
  'list', // list[str]: candidate labels, sentences, documents, choices
  'image', // PIL.Image.Image, mode RGB
  'audio', // {"array": np.ndarray float32 mono in [-1, 1], "sampling_rate": int}
  'video', // str: path of an .mp4 file
  'table', // dict[str, list[str]]: column name -> cells, all strings
  'rows', // list[dict[str, float | str]]: one dict a row
  'series', // list[float]: evenly spaced values, oldest first
  'words', // list[[str, [x0, y0, x1, y1]]]: words of a page with boxes in 0..1000
  'seed', // int
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** Inputs made by code in the notebook (drawn, synthesised), not written as literals. */
export const MEDIA_KINDS: readonly InputKind[] = ['image', 'audio', 'video'];

/** Kinds of the value `predict` returns. */
export const OUTPUT_KINDS = [
  'text', // str
  'labels', // list[{"label": str, "score": float}], best first
  'spans', // list[{"label": str, "text": str, "score": float, "start": int, "end": int}]
  'answer', // {"answer": str, "score": float}
  'ranking', // list[{"text": str, "score": float}], best first
  'vector', // list[float]
  'boxes', // list[{"label": str, "score": float, "box": {"xmin","ymin","xmax","ymax"}}], may be empty
  'segments', // list[{"label": str, "score": float | None, "mask": PIL.Image mode L}], may be empty
  'keypoints', // list[{"x": float, "y": float, "score": float}], may be empty
  'image', // PIL.Image.Image
  'audio', // {"array": np.ndarray float32 mono, "sampling_rate": int}
  'numbers', // list[float]
  'json', // any JSON-serialisable dict or list
] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/**
 * Which of a topic's inputs an adapter asks for. Each kind fills named fields
 * (see `samples/samples.ts`).
 */
export const SAMPLE_KINDS = [
  'texts', // text
  'entities', // text: sentences rich in names, places, dates
  'labelled-texts', // text + labels (list)
  'passage', // question + context
  'article', // text: 120-220 words
  'translate', // text: short English sentences
  'blanks', // text containing the model's mask token
  'similar', // query + candidates (list)
  'choices', // question + choices (list)
  'table', // question + table
  'chat', // messages: one user turn each
  'openings', // text to be continued
  'speech', // text to be spoken
  'image-prompts', // text: a picture to paint
  'sound-prompts', // text: a sound to make
  'image', // image
  'image-labels', // image + labels (list)
  'image-questions', // image + question
  'image-tasks', // image + task: a word that the model was trained to be told
  'image-edits', // image + prompt
  'page-questions', // image of the topic's page + question
  'document', // words + question
  'sound', // audio
  'sound-labels', // audio + labels (list)
  'sound-questions', // audio + question
  'video', // video
  'rows', // rows: made from the model's own column names
  'series', // series
  'seed', // seed
  'files', // path (text): a file of the repository
] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced'] as const;
export type DifficultyId = (typeof DIFFICULTIES)[number];

export { UI_COMPONENTS };
export type UiComponentId = (typeof UI_COMPONENTS)[number];

/** How a notebook reaches the model. */
export const ROUTES = ['local', 'api', 'inspect'] as const;
export type Route = (typeof ROUTES)[number];
