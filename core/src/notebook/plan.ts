import type { Deck } from '../deck/schema.ts';
import type { Finding } from '../findings/finding.ts';
import { useLoaded } from '../examples/loaded.ts';
import { renameVariables } from '../python/rename.ts';
import { scopeOf } from '../python/scopes.ts';
import { cardExtras } from './extras.ts';
import { notebookContext, type NotebookContext } from './context.ts';
import type { FullHand } from './hand.ts';
import {
  SECTIONS,
  type CardExample,
  type Origin,
  type Plan,
  type PlanCell,
  type SectionId,
} from '../ipynb/plan-types.ts';
import { familyOf } from '../library/families.ts';
import { requirementsOf } from '../library/requirements.ts';
import type { Flag } from './template-names.ts';
import { shortName } from './slots.ts';
import { renderTemplate } from './template.ts';
import type { TemplateCell } from './template-syntax.ts';
import { writtenFile } from './written-file.ts';

type Draft = Omit<PlanCell, 'id'>;
type Format = (source: string) => string;

/**
 * Recipe, facts and deck -> the cells of a notebook. Pure and deterministic.
 * @param examples accepted examples of the model card, best first.
 * @param format formats a piece of Python, and gives back what it cannot parse.
 */
export function planNotebook(
  hand: FullHand,
  deck: Deck,
  examples: readonly CardExample[],
  findings: readonly Finding[],
  format: Format,
): Plan {
  const shared = notebookContext(hand, deck, findings);
  const render = (template: string, context: NotebookContext = shared): TemplateCell[] => {
    const text = deck.templates[template];
    if (text === undefined) throw new Error(`the deck has no template "${template}"`);
    return renderTemplate(text, { ...context, include });
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
  const batches = task.some((cell) => /^def predict_batch\(/m.test(cell.source));
  const points = task.some((cell) => /^def masks_at\(/m.test(cell.source));
  const afterTask = withFlag(withFlag(shared, 'batches', batches), 'points', points);

  const body = [
    ...render('sections/title'),
    ...render('sections/access'),
    ...settings,
    ...render('sections/headings'),
    ...media,
    ...task,
    ...render('sections/topic', afterTask),
    ...render(`ui/${hand.component.id}`, afterTask),
    ...render('sections/next', afterTask),
  ].map((cell) => draft(cell, 'alacard', format));
  body.push(...exampleCells(examples, body, shared, render, format));

  const code = body.filter((cell) => cell.kind === 'code').map((cell) => cell.source);
  const requirements = requirementsOf(code, [
    ...hand.adapter.installs,
    ...(hand.adapter.route === 'local' ? cardExtras(hand.card) : []),
  ]);
  const floors = Object.keys(requirements.floors).length > 0;
  const setup = render('sections/setup', {
    ...withFlag(shared, 'floors', floors),
    slots: {
      ...shared.slots,
      requirements: requirements.pip.join(' '),
      modules: requirements.modules,
      shown: requirements.shown,
      floors: requirements.floors,
    },
  }).map((cell) => draft(cell, 'alacard', format));

  const drafts = [...setup, ...body];
  return {
    title: `Alacard | ${shortName(hand.facts.id)} - ${hand.topic.name} (${hand.difficulty.name})`,
    recipe: hand.recipe,
    model: { id: hand.facts.id, sha: hand.facts.sha, task: hand.facts.task },
    adapter: hand.adapter.id,
    remixOf: hand.remixOf,
    cells: inOrder(drafts),
    findings,
  };
}

const withFlag = (context: NotebookContext, flag: Flag, on: boolean): NotebookContext =>
  on ? { ...context, flags: new Set([...context.flags, flag]) } : context;

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
function mediaTemplates(hand: FullHand, deck: Deck): string[] {
  const of = (kind: 'image' | 'sound'): string => {
    const { id, image, sound } = hand.topic;
    const own = `samples/${kind}-${(kind === 'image' ? image.picture : sound.sample) ?? id}`;
    return own in deck.templates ? own : `samples/${kind}-own`;
  };
  return hand.adapter.inputs.flatMap((input) => {
    if (input.kind === 'image') return [familyOf(hand.facts).sees ? 'samples/page' : of('image')];
    if (input.kind === 'audio') return [of('sound')];
    if (input.kind === 'video') return [of('image'), 'samples/video'];
    return [];
  });
}

/** The card's own example: names that the notebook already uses get a prefix. */
function exampleCells(
  examples: readonly CardExample[],
  body: readonly Draft[],
  shared: NotebookContext,
  render: (template: string, context: NotebookContext) => TemplateCell[],
  format: Format,
): Draft[] {
  const first = examples[0];
  if (!first) return [];
  const output = first.output === null ? [] : [{ slots: { card_output: first.output } }];
  if (first.unexecuted !== null) {
    const unexecuted = [{ slots: { card_code: first.source, card_reason: first.unexecuted } }];
    const lists = { ...shared.lists, unexecuted, author_output: output };
    return render('sections/card-example', { ...shared, lists }).map((cell) =>
      draft(cell, 'alacard', format),
    );
  }
  // A name that stands anywhere in the notebook's code counts as taken: cheaper than parsing it all.
  const code = body.flatMap((cell) => (cell.kind === 'code' ? [cell.source] : [])).join('\n');
  const words = new Set(code.match(/[A-Za-z_]\w*/g));
  const loads = body.filter(({ kind, section }) => kind === 'code' && section === 'hello');
  const own = useLoaded(first.source, loads.map(({ source }) => source).join('\n'));
  const clashes = [...scopeOf(own.source).bound].filter((one) => words.has(one));
  const source = renameVariables(own.source, new Map(clashes.map((one) => [one, `card_${one}`])));
  const changes = [...first.changes, ...own.changes].map((change) => ({
    slots: { change: change.message },
  }));
  const text = render('sections/card-example', {
    ...withFlag(withFlag(shared, 'executed', true), 'changed', changes.length > 0),
    lists: { ...shared.lists, changes, author_output: output },
  }).map((cell) => draft(cell, 'alacard', format));
  return [
    ...text.filter((cell) => cell.role !== 'card-example-output'),
    {
      kind: 'code',
      section: 'explore',
      role: 'card-example',
      origin: 'model-card',
      source: format(source),
    },
    ...text.filter((cell) => cell.role === 'card-example-output'),
  ];
}
