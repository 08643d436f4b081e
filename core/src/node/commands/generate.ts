import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DECK } from '../../deck/data.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../../deck/shapes.ts';
import { hasError } from '../../findings/finding.ts';
import { generateNotebook } from '../../notebook/generate.ts';
import { notebookText } from '../../ipynb/nbformat.ts';
import { parseRecipe } from '../../recipe/parse.ts';
import type { Recipe } from '../../recipe/schema.ts';
import { decodeRecipe } from '../../recipe/share-code.ts';
import { CommandError, EXIT } from '../exit.ts';
import { nodeHub, unwrap } from '../hub.ts';
import { nodeRuff } from '../ruff.ts';
import { printFindings, progress } from '../terminal.ts';

export interface GenerateOptions {
  readonly model?: string;
  readonly revision?: string;
  readonly prompts?: string;
  readonly topic?: string;
  readonly difficulty?: string;
  readonly ui?: string;
  readonly recipe?: string;
  readonly output: string;
  readonly quiet?: boolean;
}

/** Cards for who names none: a gentle beginning, whatever the deck's files are called. */
const FIRST = { pack: 'first-steps', topic: 'sourdough' };

/** `alacard generate`: a recipe in, a checked notebook out. */
export async function generateCommand(options: GenerateOptions): Promise<void> {
  const recipe = recipeFrom(options);
  const bar = progress();
  try {
    bar.step(`Fetching ${recipe.model_card.id} from Hugging Face …`);
    const hub = nodeHub((_, seconds) => {
      bar.step(`The Hub asks to wait ${Math.ceil(seconds)} s …`);
    });
    const [facts, linter] = await Promise.all([
      hub.modelFacts(recipe.model_card.id, recipe.model_card.revision).then(unwrap),
      nodeRuff(),
    ]);
    bar.step('Extracting code examples …');
    const topic = 'own' in recipe.topic ? recipe.topic.own : recipe.topic.id;
    bar.step(`Customizing for ${topic} …`);
    const { notebook, findings } = generateNotebook(recipe, facts, {
      deck: DECK,
      linter,
      hubUrl: hub.endpoint,
    });
    bar.done();
    if (!options.quiet || hasError(findings)) printFindings(findings);
    if (!notebook) {
      throw new CommandError(EXIT.findings, `No notebook was made for ${recipe.model_card.id}.`);
    }
    write(options.output, notebookText(notebook));
  } finally {
    bar.done();
  }
}

function write(output: string, text: string): void {
  if (output === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new CommandError(EXIT.usage, `Cannot write ${output}: ${reason(error)}.`);
  }
  if (process.stderr.isTTY) process.stderr.write(`Your notebook is ready: ${output}\n`);
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A recipe from a file, a share code, or the options; what is not said gets a sensible card. */
function recipeFrom(options: GenerateOptions): Recipe {
  const base = options.recipe === undefined ? undefined : readRecipe(options.recipe);
  if (!base && !options.model) {
    throw new CommandError(
      EXIT.usage,
      'Say which model: --model ORG/NAME, or --recipe FILE_OR_CODE.',
    );
  }
  const parsed = parseRecipe({
    ...base,
    version: 1,
    model_card: options.model
      ? { id: options.model, ...(options.revision ? { revision: options.revision } : {}) }
      : { ...base?.model_card, ...(options.revision ? { revision: options.revision } : {}) },
    prompt_cards: options.prompts
      ? promptsFrom(options.prompts)
      : (base?.prompt_cards ?? { pack: FIRST.pack }),
    topic: options.topic ? topicFrom(options.topic) : (base?.topic ?? { id: FIRST.topic }),
    difficulty: options.difficulty ?? base?.difficulty ?? DIFFICULTIES[0],
    ui_component: options.ui ?? base?.ui_component ?? UI_COMPONENTS[1],
  });
  if (parsed.recipe) return parsed.recipe;
  throw new CommandError(EXIT.usage, parsed.findings.map((finding) => finding.message).join(' '));
}

/** A pack of the deck by id, else the prompts themselves, one a line. */
const promptsFrom = (text: string): unknown =>
  DECK.prompts.some((pack) => pack.id === text)
    ? { pack: text }
    : {
        prompts: text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      };

/** A topic of the deck by id, else the user's own words. */
const topicFrom = (text: string): unknown =>
  DECK.topics.some((topic) => topic.id === text) ? { id: text } : { own: text };

function readRecipe(fileOrCode: string): Recipe {
  if (existsSync(fileOrCode)) {
    const parsed = parseRecipe(recipeInside(fileOrCode));
    if (parsed.recipe) return parsed.recipe;
    throw new CommandError(EXIT.usage, parsed.findings.map((finding) => finding.message).join(' '));
  }
  const decoded = decodeRecipe(fileOrCode);
  if (decoded.recipe) return decoded.recipe;
  throw new CommandError(
    EXIT.usage,
    `${fileOrCode.slice(0, 60)} is neither a file nor a share code: ${decoded.finding.message}`,
  );
}

/** A recipe file, or a notebook of ours, which carries its recipe. */
function recipeInside(file: string): unknown {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const metadata = record(record(data)?.['metadata'])?.['alacard'];
    return record(metadata)?.['recipe'] ?? data;
  } catch (error) {
    throw new CommandError(EXIT.usage, `Cannot read a recipe from ${file}: ${reason(error)}.`);
  }
}

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
