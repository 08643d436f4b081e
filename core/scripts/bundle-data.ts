/**
 * Reads the deck (`cards/**.yaml`) and the templates (`templates/**.py`),
 * validates them and writes `src/deck/data.generated.json`, so that browsers
 * need neither a file system nor a YAML parser.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  CuratedModelSchema,
  DifficultySchema,
  PromptPackSchema,
  TaskAdapterSchema,
  TopicSchema,
  UiComponentSchema,
  type Deck,
  type TaskAdapter,
} from '../src/deck/schema.ts';
import { DIFFICULTIES, UI_COMPONENTS } from '../src/deck/shapes.ts';

const root = join(import.meta.dirname, '..');

const filesBelow = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => join(folder, name))
    : [];

function check<S extends z.ZodType>(schema: S, value: unknown, file: string): z.infer<S> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new Error(
      `${relative(root, file)} does not fit its schema:\n${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

const readYaml = <S extends z.ZodType>(schema: S, file: string): z.infer<S> =>
  check(schema, parse(readFileSync(file, 'utf8')), file);

const cards = <S extends z.ZodType>(folder: string, schema: S): z.infer<S>[] =>
  filesBelow(join(root, 'cards', folder), '.yaml').map((file) => readYaml(schema, file));

const byOrder = (order: readonly string[]) => (a: { id: string }, b: { id: string }) =>
  order.indexOf(a.id) - order.indexOf(b.id);

const topics = cards('topics', TopicSchema);
const ownTopic = topics.find((topic) => topic.id === 'own');
if (!ownTopic) throw new Error('cards/topics/own.yaml is missing');

const adapters: Record<string, TaskAdapter> = {};
const templates: Record<string, string> = {};
for (const file of filesBelow(join(root, 'templates'), '.py')) {
  const key = relative(join(root, 'templates'), file).replace(/\.py$/, '').replaceAll('\\', '/');
  let text = readFileSync(file, 'utf8');
  const header = /^# ---\n([\s\S]*?)\n# ---\n/.exec(text);
  if (key.startsWith('tasks/')) {
    if (!header?.[1]) throw new Error(`${key}.py has no YAML header`);
    const adapter = check(TaskAdapterSchema, parse(header[1].replace(/^# ?/gm, '')), file);
    if (`tasks/${adapter.id}` !== key) throw new Error(`${key}.py calls itself ${adapter.id}`);
    adapters[adapter.id] = adapter;
  }
  if (header) text = text.slice(header[0].length);
  templates[key] = text;
}

const deck: Deck = {
  topics: topics.filter((topic) => topic.id !== 'own'),
  ownTopic,
  prompts: cards('prompts', PromptPackSchema),
  difficulties: cards('difficulties', DifficultySchema).sort(byOrder(DIFFICULTIES)),
  components: cards('components', UiComponentSchema).sort(byOrder(UI_COMPONENTS)),
  models: cards('models', z.array(CuratedModelSchema)).flat(),
  adapters,
  templates,
};

const out = join(root, 'src/deck/data.generated.json');
const text = JSON.stringify(deck);
if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
if (process.argv.includes('--verbose')) {
  const count = Object.entries(deck).map(
    ([name, value]) => `${name} ${Object.keys(value as object).length}`,
  );
  console.log(count.join(', '));
}
