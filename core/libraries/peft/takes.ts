import { by, isTooLarge, show, type Takes } from '../../src/library/takes.ts';

const billions = (count: number): string => `${(count / 1e9).toFixed(0)} billion`;

/** Repositories of quantised weights say so in their names; the Hub does not always. */
const QUANTISED_NAME = /bnb-4bit|bnb-8bit|\bnf4\b|gptq|\bawq\b|\bint[48]\b/i;

const WRITES = new Set([null, 'text-generation', 'conversational']);

/** Adapters for language models whose base model is known. */
export const takes: Takes = ({ facts, task, ours, has }) => {
  if (!ours && !has('adapter_config.json')) return null;
  const known = facts.baseModels[0];
  const base = known?.id;
  const quantised = known?.quantisation ?? QUANTISED_NAME.exec(base ?? '')?.[0].toLowerCase();
  if (base && quantised)
    return show(
      `${facts.id} was made for ${base}, whose weights are quantised (${quantised}) for graphics cards. The notebook shows what is in the repository.`,
    );
  if (base && isTooLarge(known.parameters ?? null))
    return show(
      `${facts.id} is small, but the model it was made for is not: ${base} has ${billions(known.parameters ?? 0)} parameters, and the adapter loads all of them. The notebook shows what is in the repository.`,
    );
  if (base && WRITES.has(task)) return by(facts.hasChatTemplate ? 'peft-chat' : 'peft');
  const why = base ? ` for the task ${task ?? 'unknown'}` : ' that does not name its base model';
  return show(
    `${facts.id} is an adapter${why}, which no template covers. The notebook shows what is in the repository.`,
  );
};
