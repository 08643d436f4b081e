/**
 * Reads the deck (`cards/**.yaml`), the shelf (`libraries/`, `families/`) and the
 * templates (`templates/**.py`, `libraries/<library>/{tasks,parts}/*.py`),
 * validates them and writes `src/deck/data.generated.json` and
 * `src/library/*.generated.*`, so that browsers need neither a file system nor a
 * YAML parser.
 */
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import {
  CuratedModelSchema,
  DifficultySchema,
  HouseHandSchema,
  LanguageSchema,
  PromptPackSchema,
  type Deck,
} from '../src/deck/schema.ts';
import { DeckFactsSchema } from '../src/deck/facts-file.ts';
import { type TaskAdapter } from '../src/deck/adapter.ts';
import { labelledOf } from '../src/deck/labelled.ts';
import { topicOf, TopicFileSchema } from '../src/deck/topic-file.ts';
import { ComponentFileSchema } from '../src/deck/component-file.ts';
import { DIFFICULTIES } from '../src/deck/shapes.ts';
import { bundleComponents } from './bundle-components.ts';
import { bundleRules } from './bundle-rules.ts';
import { below, check, filesBelow, readYaml, root, writeIfChanged } from './files.ts';
import { TaskHeaderSchema, unreached, type Reached } from './shelf/reach.ts';
import { readShelf } from './shelf/read.ts';
import { writeShelf } from './shelf/write.ts';
import { mediaTemplates, readMedia } from './templates/media.ts';
import { nameErrors, type WrittenTemplate } from './templates/check-names.ts';
import { compose } from './templates/compose.ts';
import { readParts } from './templates/parts.ts';
import { readTemplate } from './templates/read.ts';

const cards = <S extends z.ZodType>(folder: string, schema: S): z.infer<S>[] =>
  filesBelow(join(root, 'cards', folder), '.yaml').map((file) => readYaml(schema, file));

const byOrder = (order: readonly string[]) => (a: { id: string }, b: { id: string }) =>
  order.indexOf(a.id) - order.indexOf(b.id);

const components = cards('components', ComponentFileSchema);
bundleComponents(components);

const media = readMedia();
const topicFiles = cards('topics', TopicFileSchema);
const topics = topicFiles.map((file) => topicOf(file, media));
const ownTopic = topics.find((topic) => topic.id === 'own');
if (!ownTopic) throw new Error('cards/topics/own.yaml is missing');

/** A library's templates are `tasks/x` and `parts/x`, whichever library they belong to. */
const keyOf = (file: string): string =>
  (file.startsWith('libraries/')
    ? file.split('/').slice(2).join('/')
    : relative('templates', file)
  ).replace(/\.py$/, '');

const templateFiles = ['templates', 'libraries']
  .flatMap((room) => filesBelow(join(root, room), '.py'))
  .map((path) => ({
    key: keyOf(below(path)),
    source: readTemplate(readFileSync(path, 'utf8'), below(path)),
  }))
  .sort((a, b) => (a.key < b.key ? -1 : 1));
templateFiles.push(
  ...mediaTemplates(
    topics.map(({ id }) => id),
    media,
  ),
);
const isPart = ({ key }: { key: string }) => key.startsWith('parts/');
const parts = readParts(templateFiles.filter(isPart).map(({ source }) => source));
const adapters: Record<string, TaskAdapter> = {};
const templates: Record<string, string> = {};
const written: WrittenTemplate[] = [];
const reached: Reached[] = [];
for (const { key, source } of templateFiles.filter((one) => !isPart(one))) {
  if (key in templates) throw new Error(`${source.file}: another library has a ${basename(key)}`);
  let adapter: TaskAdapter | null = null;
  if (key.startsWith('tasks/')) {
    if (!source.header) throw new Error(`${source.file} has no YAML header`);
    const { reached_by, ...header } = check(TaskHeaderSchema, source.header, source.file);
    adapter = header;
    if (adapter.id !== source.name) throw new Error(`${source.file} calls itself ${adapter.id}`);
    adapters[adapter.id] = adapter;
    reached.push({ id: adapter.id, file: source.file, facts: reached_by });
  }
  const text = compose(source, parts);
  templates[key] = text;
  written.push({ source, text, adapter });
}
const mistakes = nameErrors(
  written,
  templateFiles.filter(isPart).map(({ source }) => source),
);

const deck: Omit<Deck, 'components'> & { readonly components: readonly object[] } = {
  topics: topics.filter((topic) => topic.id !== 'own'),
  ownTopic,
  languages: cards('languages', LanguageSchema),
  prompts: cards('prompts', PromptPackSchema),
  difficulties: cards('difficulties', DifficultySchema).sort(byOrder(DIFFICULTIES)),
  components: components
    .toSorted((a, b) => a.place - b.place)
    .map(({ id, name, emoji, summary }) => ({ id, name, emoji, summary })),
  models: cards('models', z.array(CuratedModelSchema)).flat(),
  houseHands: readYaml(z.array(HouseHandSchema), join(root, 'cards/house-hands.yaml')),
  adapters,
  templates,
};

for (const { title, model, prompts, topic } of deck.houseHands)
  for (const [known, id] of [
    [deck.models, model],
    [deck.prompts, prompts],
    [deck.topics, topic],
  ] as const)
    if (!known.some((card) => card.id === id))
      mistakes.push(`cards/house-hands.yaml: "${title}" has ${id}, which is no card of the deck`);

/** Facts without a model, and models without facts: the deck would not work without the Hub. */
const facts = readYaml(z.record(z.string(), DeckFactsSchema), join(root, 'cards/facts.json'));
for (const id of Object.keys(facts))
  if (!deck.models.some((model) => model.id === id))
    mistakes.push(`cards/facts.json: ${id} is no model of the deck`);
for (const { id } of deck.models)
  if (!(id in facts))
    mistakes.push(`cards/facts.json has nothing on ${id}: run node core/scripts/deck-facts.ts`);

bundleRules();
writeIfChanged(join(root, 'src/deck/facts.generated.json'), JSON.stringify(facts));
writeIfChanged(join(root, 'src/deck/data.generated.json'), JSON.stringify(deck));
const labelled = topicFiles.filter(({ id }) => id !== 'own').map(labelledOf);
writeIfChanged(join(root, 'src/deck/labelled.generated.json'), JSON.stringify(labelled));
const shelf = readShelf();
for (const family of shelf.families)
  for (const id of family.adapters)
    if (!(id in adapters)) mistakes.push(`families/${family.id}.yaml: there is no adapter "${id}"`);
writeShelf(shelf, Object.keys(adapters));
// Not before the shelf and the components are written: both read them.
const { dispatch } = await import('../src/library/dispatch.ts');
const { overwritten } = await import('./templates/overwritten.ts');
mistakes.push(...unreached(reached, (facts) => dispatch(facts).adapter));
if (mistakes.length === 0) mistakes.push(...overwritten(templates, adapters));
if (mistakes.length > 0) {
  console.error(mistakes.join('\n'));
  process.exit(1);
}
if (process.argv.includes('--verbose')) {
  const count = Object.entries(deck).map(
    ([name, value]) => `${name} ${Object.keys(value as object).length}`,
  );
  console.log(count.join(', '));
}
