import { formatBytes, formatCount } from '../hub/format.ts';
import { licenceNotice } from '../hub/licence.ts';
import { memoryNeed, memoryWords } from '../hub/memory.ts';
import { escapeMarkdown, linkTarget } from '../text/markdown.ts';
import type { KnownModel, ModelAnswer } from './model.ts';

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

/** The card of a model as Markdown. Everything the Hub said is escaped. */
export function modelMarkdown(answer: ModelAnswer, options: HoverOptions): string | null {
  if (!answer.ok) {
    const { kind, message } = answer.error;
    return /^(?:not-found|gated|private|disabled|unsafe)$/.test(kind)
      ? escapeMarkdown(message)
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
  const paragraphs = [
    `**${escapeMarkdown(model.id)}**`,
    escapeMarkdown(line),
    escapeMarkdown(memoryWords(model)),
    fitWords(model, options.machineMemory),
    `Licence: ${escapeMarkdown(licenceNotice(model).sentence)}`,
    model.gated === false ? null : GATED[model.gated],
    model.disabled ? 'The Hub has disabled this model.' : null,
    `[Open on the Hub](${options.endpoint.replace(/(?<!\/)\/+$/, '')}/${linkTarget(model.id)})`,
  ];
  return paragraphs.filter((one) => one !== null).join('\n\n');
}
