import { aboutHub } from '../../hub/hub-findings.ts';
import type { Deck } from '../../deck/schema.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Hub } from '../../hub/client.ts';
import { generateNotebook } from '../../notebook/generate.ts';
import type { Notebook } from '../../ipynb/nbformat.ts';
import type { PythonLinter } from '../../python/ruff.ts';
import { RecipeSchema } from '../../recipe/schema.ts';
import type { RemixOf } from '../../ipynb/marks.ts';
import type { Hand, Progress } from '../protocol/faces.ts';
import { abortError } from '../protocol/messages.ts';
import type { Call } from '../protocol/methods.ts';
import type { ModelShelf } from './shelf.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface Tools {
  readonly deck: Deck;
  readonly hub: Hub;
  readonly shelf: ModelShelf;
  /** Loads the judge of Python; called only when a notebook is made. */
  readonly linter: () => Promise<PythonLinter>;
  /** Gives the page a moment to draw, before work that holds it up. */
  readonly breathe: () => Promise<void>;
}

export interface Made {
  /** Null when the findings say why there is none. */
  readonly notebook: Notebook | null;
  readonly findings: readonly Finding[];
}

const last = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/**
 * A complete hand -> a notebook, with the steps reported as they begin.
 * @param remixOf the shared notebook it is a remix of.
 * @throws an `AbortError` when the call's signal is aborted.
 */
export async function makeNotebook(
  hand: Hand,
  tools: Tools,
  call: Call = {},
  remixOf: RemixOf | null = null,
): Promise<Made> {
  const recipe = RecipeSchema.parse(hand);
  const { id, revision } = recipe.model_card;
  const { signal } = call;
  const begin = (step: Progress['step'], text: string): void => {
    if (signal?.aborted) throw abortError();
    call.onProgress?.({ step, text });
  };

  begin('fetch', `Fetching ${last(id)} from Hugging Face …`);
  // The judge loads while the Hub answers.
  const linting = tools.linter();
  linting.catch(() => undefined);
  const answer = await tools.shelf.facts(id, revision, signal);
  if (!answer.ok) {
    return { notebook: null, findings: [aboutHub(answer.error, 'error')] };
  }

  begin('extract', 'Extracting code examples …');
  const linter = await unlessAborted(linting, signal);
  const topic = 'own' in recipe.topic ? recipe.topic.own : topicName(tools.deck, recipe.topic.id);
  begin('customise', `Customizing for ${topic} …`);
  // The rest is one piece of work: the page shows what is being done, and hears Cancel, before and after it.
  await tools.breathe();
  if (signal?.aborted) throw abortError();
  const made = generateNotebook(recipe, answer.value, {
    deck: tools.deck,
    linter,
    remixOf,
    hubUrl: tools.hub.endpoint,
  });
  await heard();
  if (signal?.aborted) throw abortError();
  return made;
}

/** Lets what was pressed during a long piece of work take effect. */
const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const topicName = (deck: Deck, id: string): string =>
  deck.topics.find((topic) => topic.id === id)?.name ?? id;
