import { formatBytes, formatCount } from '../hub/format.ts';
import { licenceNotice } from '../hub/licence.ts';
import { memoryNeed, memoryWords } from '../hub/memory.ts';
import { escapeMarkdown, linkTarget } from '../text/markdown.ts';
import type { KnownModel, ModelAnswer } from './model.ts';
import type { CellFinding } from './notebook.ts';

export interface HoverOptions {
  /** Address of the Hub, for the link. */
  readonly endpoint: string;
  /** Memory of the machine in bytes, or null when nobody knows. */
  readonly machineMemory: number | null;
}

/** Whether the model runs here, in half precision, the format most notebooks load. */
function fitWords(model: KnownModel, machineMemory: number | null): string | null {
  const need = memoryNeed(model, 'float16');
  if (!need || machineMemory === null) return null;
  const here = `this machine has ${formatBytes(machineMemory)}`;
  const total = formatBytes(need.total);
  if (need.total > machineMemory)
    return `Too big for here: running it takes about ${total}, ${here}.`;
  return need.total > 0.7 * machineMemory
    ? `Tight here: running it takes about ${total}, ${here}.`
    : `Fits here: running it takes about ${total}, ${here}.`;
}

const GATED: Readonly<Record<'auto' | 'manual', string>> = {
  auto: 'Gated: accept its terms on its page before you load it.',
  manual: 'Gated: its authors decide who may load it; ask on its page.',
};

/** What a hover says of a model, as plain text. */
export interface ModelHover {
  /** Its id; null where the Hub has no such model, or does not show it. */
  readonly title: string | null;
  readonly lines: readonly string[];
  /** Its page on the Hub. */
  readonly page: string | null;
}

/** The card of a model; null where nothing is known. */
export function modelHover(answer: ModelAnswer, options: HoverOptions): ModelHover | null {
  if (!answer.ok) {
    const { kind, message } = answer.error;
    return /^(?:not-found|gated|private|disabled|unsafe)$/.test(kind)
      ? { title: null, lines: [message], page: null }
      : null;
  }
  const model = answer.value;
  const line = [
    model.task,
    model.library,
    model.parameters === null ? null : `${formatCount(model.parameters)} parameters`,
    `${formatCount(model.downloads)} downloads last month`,
    `${formatCount(model.likes)} likes`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
  const lines = [
    line,
    memoryWords(model),
    fitWords(model, options.machineMemory),
    `Licence: ${licenceNotice(model).sentence}`,
    model.gated === false ? null : GATED[model.gated],
    model.disabled ? 'The Hub has disabled this model.' : null,
  ];
  return {
    title: model.id,
    lines: lines.filter((one) => one !== null),
    page: `${options.endpoint.replace(/(?<!\/)\/+$/, '')}/${linkTarget(model.id)}`,
  };
}

/** The same as Markdown. Everything the Hub said is escaped. */
export function modelMarkdown(answer: ModelAnswer, options: HoverOptions): string | null {
  const card = modelHover(answer, options);
  if (!card) return null;
  const { title, lines, page } = card;
  return [
    ...(title === null ? [] : [`**${escapeMarkdown(title)}**`]),
    ...lines.map(escapeMarkdown),
    ...(page === null ? [] : [`[Open on the Hub](${page})`]),
  ].join('\n\n');
}

/** What keeps a model from being loaded is said by its finding: editors show both in one box. */
export const isSaid = (
  answer: ModelAnswer,
  place: { readonly cell: string; readonly from: number },
  findings: readonly CellFinding[],
): boolean =>
  !answer.ok &&
  findings.some(
    ({ code, cell, from }) =>
      code.startsWith('model-') && cell === place.cell && from === place.from,
  );
