import type { TaskAdapter } from '../deck/schema.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { Hand } from './context.ts';
import type { SlotValue } from './template.ts';
import { visionFlags } from './vision-flags.ts';

/** What templates must know about one model: flags and slots made from its facts and its card's hints. */
export function modelSlots(hand: Hand): { flags: string[]; slots: Record<string, SlotValue> } {
  const { facts, card, recipe, adapter } = hand;
  const flags: string[] = [];
  const slots: Record<string, SlotValue> = {};
  const flag = (on: unknown, one: string) => {
    if (on) flags.push(one);
  };

  const customCode = facts.customCode;
  flag(customCode, 'custom_code');
  flag(
    recipe.difficulty === 'advanced' ||
      customCode ||
      opensPickles(facts) ||
      recipe.model_card.revision,
    'pinned',
  );
  flag(facts.hasChatTemplate, 'chat');
  flag(facts.hasChatTemplate && thinks(facts), 'thinking');
  flag(facts.modelType && /^[a-z0-9_-]+$/.test(facts.modelType), `model.${facts.modelType ?? ''}`);
  flag(needsFloat32(adapter, facts), 'float32');
  flags.push(...visionFlags(facts));
  for (const tag of facts.tags) flag(/^[a-z0-9-]+$/.test(tag), `tag.${tag}`);

  if (facts.parameters) {
    flags.push('parameters');
    slots['parameters'] = facts.parameters;
  }
  if (facts.weightBytes) {
    flags.push('weights');
    slots['weight_bytes'] = facts.weightBytes;
  }

  slots['mask_token'] = facts.maskToken ?? '[MASK]';

  const prefix = textPrefix(facts, card.hints.prefixes);
  flag(prefix, 'prefix');
  slots['prefix'] = prefix ?? '';

  const languages = translationCodes(facts);
  flag(languages, 'language_codes');
  slots['source_language'] = languages?.source ?? '';
  slots['target_language'] = languages?.target ?? '';

  const sampling = Object.fromEntries(
    Object.entries(card.hints.sampling).filter(
      // A temperature of 0 is a card's way to say "no sampling", and `generate` rejects it.
      ([name, value]) => Number.isFinite(value) && !(name === 'temperature' && value === 0),
    ),
  );
  flag(Object.keys(sampling).length > 0, 'sampling');
  slots['sampling'] = sampling;

  slots['gguf_file'] = ggufFile(facts.files) ?? '';
  slots['base_model_id'] = facts.baseModels[0]?.id ?? '';
  slots['sklearn_file'] = sklearnFile(facts);
  flag(slots['sklearn_file'].endsWith('.skops'), 'skops');
  slots['zip_file'] = facts.files.find((file) => file.endsWith('.zip')) ?? '';
  slots['files'] = facts.files.slice(0, 200);
  return { flags, slots };
}

/** Model types that break in half precision: the splines of VITS end in NaN. */
const FLOAT32 = new Set(['vits']);

/** The notebook computes in float32 on a graphics card, too. */
export const needsFloat32 = (
  { float32 }: Pick<TaskAdapter, 'float32'>,
  { modelType }: Pick<ModelFacts, 'modelType'>,
): boolean => float32 || (modelType !== null && FLOAT32.has(modelType));

/** Libraries whose model files are Python pickles: such a file must not change behind the reader's back. */
const opensPickles = ({ library, tags }: ModelFacts): boolean =>
  ['sklearn', 'skops', 'stable-baselines3'].some((one) => library === one || tags.includes(one));

/** The chat template lets one switch off the thinking before the answer (Qwen3, SmolLM3 …). */
function thinks(facts: ModelFacts): boolean {
  const { tokenizer_config: tokenizer, chat_template_jinja: template } = facts.config;
  return JSON.stringify([tokenizer, template]).includes('enable_thinking');
}

/** T5 reads its task from a prefix; embedding models say theirs in the card. */
function textPrefix(facts: ModelFacts, hinted: readonly string[]): string | null {
  const specific = facts.config['task_specific_params'];
  if (typeof specific === 'object' && specific !== null && facts.task) {
    const found = Object.entries(specific).find(([key]) => key.startsWith(facts.task ?? ''));
    const prefix =
      found && typeof found[1] === 'object' && found[1] !== null
        ? (found[1] as Record<string, unknown>)['prefix']
        : undefined;
    if (typeof prefix === 'string' && prefix.length <= 100) return prefix;
  }
  if (hinted[0]) return hinted[0];
  if (facts.modelType === 't5' && facts.task === 'summarization') return 'summarize: ';
  if (facts.modelType === 't5' && facts.task === 'translation')
    return 'translate English to German: ';
  return null;
}

/** Models with language codes in the tokenizer; English to German unless the card lists other languages. */
function translationCodes(facts: ModelFacts): { source: string; target: string } | null {
  switch (facts.modelType) {
    case 'm2m_100':
      return /nllb/i.test(facts.id)
        ? { source: 'eng_Latn', target: 'deu_Latn' }
        : { source: 'en', target: 'de' };
    case 'mbart':
      return { source: 'en_XX', target: 'de_DE' };
    default:
      return null;
  }
}

/** Quantisations from best compromise to last resort. */
const GGUF_ORDER = [
  'q4_k_m',
  'q4_k_s',
  'q5_k_m',
  'q4_0',
  'q5_0',
  'q8_0',
  'q6_k',
  'q3_k_m',
  'q2_k',
  'f16',
  'bf16',
  'f32',
];

function ggufFile(files: readonly string[]): string | null {
  const candidates = files
    .filter((file) => file.endsWith('.gguf') && !/mmproj|-0000[2-9]-of-/.test(file))
    .sort();
  for (const quantisation of GGUF_ORDER) {
    const found = candidates.find((file) => file.toLowerCase().includes(quantisation));
    if (found) return found;
  }
  return candidates[0] ?? null;
}

function sklearnFile(facts: ModelFacts): string {
  const sklearn = facts.config['sklearn'];
  const model =
    typeof sklearn === 'object' && sklearn !== null
      ? (sklearn as Record<string, unknown>)['model']
      : null;
  const named =
    typeof model === 'object' && model !== null ? (model as Record<string, unknown>)['file'] : null;
  if (typeof named === 'string' && facts.files.includes(named)) return named;
  return facts.files.find((file) => /\.(skops|joblib|pkl)$/.test(file)) ?? 'sklearn_model.joblib';
}
