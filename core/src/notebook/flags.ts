import { FRAMES } from '../deck/schema.ts';
import { needsOwnCode } from '../library/transformers-names.ts';
import { packMatters } from '../recipe/prompt-use.ts';
import type { FullHand } from './hand.ts';
import type { InputWords } from './input-words.ts';
import type { NotebookLists } from './lists.ts';
import type { ModelTraits } from './model-traits.ts';
import { gatedIds } from './slots.ts';
import { handFlags, MODEL_TYPES, type FixedFlag, type Flag } from './template-names.ts';

/** Decoders that are not trained on padded batches, and often come without a token for it. */
const UNPADDED =
  /^(?:GPT|Llama|Mistral|Mixtral|Qwen|Gemma|OPT|Bloom|Phi|Falcon|StableLm|Olmo|Granite)/i;

/** Which `#| if NAME` hold in a notebook. */
export function flagsOf(
  { adapter, recipe, facts, card, remixOf, mirror, difficulty, pack, ownPrompts, twin }: FullHand,
  inputs: InputWords,
  traits: ModelTraits,
  lists: NotebookLists,
): ReadonlySet<Flag> {
  const fixed: Readonly<Record<FixedFlag, unknown>> = {
    ...handFlags(adapter, difficulty.id),
    'in.bare': inputs.only === 'literal',
    'in.texts': inputs.textsOnly,
    'in.onlymedia': inputs.only === 'media',
    framed: ownPrompts ? adapter.samples in FRAMES : packMatters(adapter.samples, pack),
    parameters: facts.parameters,
    weights: facts.weightBytes,
    float32: traits.float32,
    no_float16: traits.noFloat16,
    large: traits.large,
    pinned:
      difficulty.id === 'advanced' ||
      needsOwnCode(facts) ||
      traits.pickles ||
      recipe.model_card.revision,
    base_pinned: facts.baseModels[0]?.sha,
    newest: facts.sha === '' || twin,
    custom_code: needsOwnCode(facts),
    chat: facts.hasChatTemplate,
    thinking: facts.hasChatTemplate && traits.thinking === 'switch',
    no_think: traits.thinking === 'message',
    thinks: traits.thinking === 'always',
    writes: adapter.writes,
    sampled: traits.writing.sampled,
    prefix: traits.prefix,
    prompts: traits.prompts,
    variant: traits.variant,
    starts: traits.starts,
    lora:
      facts.tags.includes('lora') &&
      !facts.files.includes('model_index.json') &&
      facts.baseModels.length > 0,
    gguf_parts: traits.ggufParts.length > 0,
    wordpiece: facts.files.includes('vocab.txt'),
    unpadded: UNPADDED.test(facts.architectures[0] ?? ''),
    only_variant: traits.variant?.only,
    few_steps: traits.painting.steps !== null,
    guidance: traits.painting.guidance !== null,
    sampling: Object.keys(traits.sampling).length > 0,
    language_codes: traits.languages,
    skops: traits.sklearnFile.endsWith('.skops'),
    torchvision: traits.torchvision,
    timm_backbone: traits.timm_backbone,
    two_towers: traits.two_towers,
    notices: lists.notices.length > 0,
    gated: !twin && gatedIds(facts, adapter.route).length > 0,
    licence: facts.licence,
    description: card.description,
    remix: remixOf,
    mirror,
    mirror_here: mirror?.here,
    remix_licence: remixOf && remixOf.licence !== null,
    terms: lists.terms.length > 0,
    similar: lists.similar.length > 0,
    // Known only once other cells are written: see `plan.ts`.
    batches: false,
    points: false,
    floors: false,
    changed: false,
    executed: false,
  };
  const type = MODEL_TYPES.find((one) => one === facts.modelType);
  return new Set<Flag>([
    // SAFETY: the keys of the record are its type's.
    ...(Object.keys(fixed) as FixedFlag[]).filter((flag) => fixed[flag]),
    ...adapter.inputs.map((input): Flag => `in.${input.kind}`),
    `out.${adapter.output}`,
    ...(type ? [`model.${type}` as const] : []),
  ]);
}
