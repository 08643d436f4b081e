import type { Deck } from '../deck/schema.ts';
import type { Finding } from '../finding.ts';
import { memoryWords } from '../hub/memory.ts';
import { formatCount } from '../hub/format.ts';
import { licenceNotice } from '../hub/licence.ts';
import { boundNames, renameVariables } from '../python/names.ts';
import { encodeRecipe } from '../recipe/share-code.ts';
import { pageOf, parentWords } from '../sharing/editor/marks.ts';
import { notebookContext, type Hand, type NotebookContext } from './context.ts';
import {
  SECTIONS,
  type CardExample,
  type Origin,
  type Plan,
  type PlanCell,
  type SectionId,
} from './plan-types.ts';
import { requirementsOf } from './requirements.ts';
import { renderTemplate, type Scope, type TemplateCell } from './template.ts';
import { writtenFile } from './written-file.ts';

type Draft = Omit<PlanCell, 'id'>;
type Format = (source: string) => string;

const NUMBERS: Readonly<Partial<Record<SectionId, number>>> = {
  hello: 2,
  explore: 3,
  topic: 4,
  ui: 5,
  next: 6,
};

/**
 * Recipe, facts and deck -> the cells of a notebook. Pure and deterministic.
 * @param examples accepted examples of the model card, best first.
 * @param format formats a piece of Python, and gives back what it cannot parse.
 */
export function planNotebook(
  hand: Hand,
  deck: Deck,
  examples: readonly CardExample[],
  findings: readonly Finding[],
  format: Format,
): Plan {
  const context = fullContext(hand, deck, findings);
  const render = (template: string, extra: Partial<NotebookContext> = {}): TemplateCell[] => {
    const text = deck.templates[template];
    if (text === undefined) throw new Error(`the deck has no template "${template}"`);
    return renderTemplate(text, { ...context, ...extra, include });
  };
  let known: readonly TemplateCell[] = [];
  const include = (roles: readonly string[]): string =>
    roles.includes('show')
      ? cellsWithRole(render('sections/show'), roles)
      : writtenFile(cellsWithRole(known, roles));

  const settings = render('sections/settings');
  const media = mediaTemplates(hand, deck).flatMap((template) =>
    render(template).map((cell) => ({ ...cell, section: 'hello' })),
  );
  const task = render(`tasks/${hand.adapter.id}`);
  known = [...settings, ...task];
  if (task.some((cell) => /^def predict_batch\(/m.test(cell.source))) context.flags.add('batches');

  const body = [
    ...render('sections/title'),
    ...render('sections/access'),
    ...settings,
    ...render('sections/headings'),
    ...media,
    ...task,
    ...render('sections/topic'),
    ...render(`ui/${hand.component.id}`),
    ...render('sections/next'),
  ].map((cell) => draft(cell, 'alacard', format));
  body.push(...exampleCells(examples, body, render, format));

  const code = body.filter((cell) => cell.kind === 'code').map((cell) => cell.source);
  const requirements = requirementsOf(code, hand.adapter.installs);
  const setup = render('sections/setup', {
    flags: new Set([
      ...context.flags,
      ...(Object.keys(requirements.floors).length > 0 ? ['floors'] : []),
    ]),
    slots: {
      ...context.slots,
      requirements: requirements.pip.join(' '),
      modules: requirements.modules,
      shown: requirements.shown,
      floors: requirements.floors,
    },
  }).map((cell) => draft(cell, 'alacard', format));

  const drafts = [...setup, ...body];
  return {
    title: `Alacard | ${String(context.slots['model_name'])} - ${hand.topic.name} (${hand.difficulty.name})`,
    recipe: hand.recipe,
    model: { id: hand.facts.id, sha: hand.facts.sha, task: hand.facts.task },
    adapter: hand.adapter.id,
    remixOf: hand.remixOf,
    cells: inOrder(drafts),
    findings,
  };
}

/** Code as one formatter would write it; the first line of `%%writefile` stays. */
function formatted(source: string, format: Format): string {
  const [, magic = '', body = ''] = /^(%%[^\n]*\n)?([\s\S]*)$/.exec(source) ?? [];
  return magic + format(body);
}

const draft = (cell: TemplateCell, origin: Origin, format: Format): Draft => ({
  kind: cell.kind,
  // SAFETY: section names of templates are checked against SECTIONS by `inOrder`.
  section: cell.section as SectionId,
  role: cell.role,
  origin,
  source: cell.kind === 'code' ? formatted(cell.source, format) : cell.source,
});

/** Sections in their order (stable within one), each cell with an id of its own. */
function inOrder(drafts: readonly Draft[]): PlanCell[] {
  const seen = new Map<string, number>();
  const unknown = drafts.find((cell) => !SECTIONS.includes(cell.section));
  if (unknown) throw new Error(`unknown section "${unknown.section}"`);
  return SECTIONS.flatMap((section) => drafts.filter((cell) => cell.section === section)).map(
    (cell) => {
      const base = `${cell.section}-${cell.role}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      return { id: count === 1 ? base : `${base}-${count}`, ...cell };
    },
  );
}

const cellsWithRole = (cells: readonly TemplateCell[], roles: readonly string[]): string => {
  const found = cells.filter((cell) => cell.kind === 'code' && roles.includes(cell.role));
  return found.map((cell) => cell.source).join('\n\n\n');
};

/** Functions that draw or synthesise the topic's sample media, where the task needs them. */
function mediaTemplates(hand: Hand, deck: Deck): string[] {
  const of = (kind: 'image' | 'sound'): string => {
    const own = `samples/${kind}-${hand.topic.id}`;
    return own in deck.templates ? own : `samples/${kind}-own`;
  };
  return hand.adapter.inputs.flatMap((input) => {
    if (input.kind === 'image') return [of('image')];
    if (input.kind === 'audio') return [of('sound')];
    if (input.kind === 'video') return [of('image'), 'samples/video'];
    return [];
  });
}

function fullContext(hand: Hand, deck: Deck, findings: readonly Finding[]): NotebookContext {
  const context = notebookContext(hand, deck);
  const { facts, remixOf } = hand;
  const licence = licenceNotice(facts);
  const notices: Scope[] = findings
    .filter((finding) => finding.severity !== 'error' && NOTICES.has(finding.code))
    .map((finding) => ({ slots: { notice: finding.message } }));
  const gated = gatedIds(hand);
  const flags = context.flags;
  if (notices.length > 0) flags.add('notices');
  if (gated.length > 0) flags.add('gated');
  if (facts.licence) flags.add('licence');
  if (hand.card.description) flags.add('description');
  if (remixOf) {
    flags.add('remix');
    if (remixOf.licence !== null) flags.add('remix_licence');
    Object.assign(context.slots, {
      remix_words: parentWords(remixOf),
      remix_link: pageOf(remixOf),
      remix_licence: remixOf.licence ?? '',
    });
  }
  const harder =
    deck.difficulties[deck.difficulties.findIndex((d) => d.id === hand.difficulty.id) + 1];
  Object.assign(context.slots, {
    description: hand.card.description ?? '',
    model_emoji: deck.models.find((model) => model.id === facts.id)?.emoji ?? '🤗',
    model_line: [
      facts.parameters ? `${formatCount(facts.parameters)} parameters` : null,
      facts.licence,
      facts.downloads ? `${formatCount(facts.downloads)} downloads` : null,
    ]
      .filter(Boolean)
      .join(' · '),
    memory_words: memoryWords(facts),
    licence_words: licence.sentence,
    gated_ids: gated,
    share_code: encodeRecipe(hand.recipe),
    harder_name: harder?.name ?? '',
  });
  for (const [section, number] of Object.entries(NUMBERS)) {
    context.slots[`${section}_number`] = number;
  }
  context.lists['notices'] = notices;
  return context;
}

/** Findings a reader of the notebook should see, too. */
const NOTICES = new Set([
  'licence',
  'model-suspicious',
  'route-api',
  'route-inspect',
  'library-unknown',
  'no-weights',
  'component-replaced',
  'prompts-unused',
]);

const gatedIds = ({ facts }: Hand): string[] => [
  ...(facts.gated ? [facts.id] : []),
  ...facts.baseModels
    .filter((base) => base.gated && base.relation === 'adapter')
    .map((base) => base.id),
];

/** The card's own example: names that the notebook already uses get a prefix. */
function exampleCells(
  examples: readonly CardExample[],
  body: readonly Draft[],
  render: (template: string, extra?: Partial<NotebookContext>) => TemplateCell[],
  format: Format,
): Draft[] {
  const first = examples[0];
  if (!first) return [];
  // A name that stands anywhere in the notebook's code counts as taken: cheaper than parsing it all.
  const code = body.flatMap((cell) => (cell.kind === 'code' ? [cell.source] : [])).join('\n');
  const words = new Set(code.match(/[A-Za-z_]\w*/g));
  const clashes = boundNames(first.source).filter((one) => words.has(one));
  const source = renameVariables(first.source, new Map(clashes.map((one) => [one, `card_${one}`])));
  const changes = first.changes.map((change) => ({ slots: { change: change.message } }));
  const text = render('sections/card-example', {
    flags: new Set(changes.length > 0 ? ['changed'] : []),
    lists: { changes },
  });
  return [
    ...text.map((cell) => draft(cell, 'alacard', format)),
    {
      kind: 'code',
      section: 'explore',
      role: 'card-example',
      origin: 'model-card',
      source: format(source),
    },
  ];
}
