import type { ModelFacts } from '../hub/facts.ts';
import { familyOf } from '../library/families.ts';
import type { FamilyFacts } from '../library/family.ts';
import { SHELF } from '../library/shelf.ts';
import { needsTorchvision } from '../library/transformers-names.ts';
import type { ModelCard } from '../model-card/types.ts';
import type { PythonValue } from '../python/literal.ts';
import { directionOf } from '../samples/language.ts';
import { ggufFile, ggufParts, sklearnFile, variantOf } from './files.ts';
import type { FullHand } from './hand.ts';
import { thinkingOf, writingOf } from './writing.ts';

/** What templates must know about one model beyond its facts: of its family, and read from its files, configuration and card. */
export const modelTraits = ({ facts, card, adapter }: FullHand) => {
  const family = familyOf(facts);
  const thinking = thinkingOf(facts, family, facts.cardText);
  const gguf = ggufFile(facts.files);
  const sampling = samplingOf(card.hints.sampling);
  return {
    float32: adapter.float32 || family.float32,
    /** Half precision with 5 bits for the exponent (float16) breaks it. */
    noFloat16: family.no_float16 || saysNoFloat16(facts.cardText),
    /** Float32 on a processor would take more memory than laptops have. */
    large: isLarge(facts),
    torchvision: needsTorchvision(facts.modelType) || family.needs.includes('torchvision'),
    timm_backbone: family.needs.includes('timm'),
    two_towers: family.two_towers,
    starts: family.starts ?? null,
    sees: family.sees ?? null,
    asks: family.asks ?? {},
    /** Model files that are Python pickles: they must not change behind the reader's back. */
    pickles: opensPickles(facts),
    thinking,
    writing: writingOf(adapter, { ...family.sampling, ...sampling }, thinking),
    prefix: textPrefix(facts, card.hints.prefixes, family),
    prompts:
      sentencePrompts(card.hints.prefixes) ?? (family.prompts ? { ...family.prompts } : null),
    variant: variantOf(facts.files),
    painting: paintingOf(card, family),
    /** Only translators write into a language that is named. */
    languages: adapter.samples === 'translate' ? (family.languages ?? null) : null,
    sampling,
    ggufFile: gguf,
    ggufParts: ggufParts(gguf, facts.files),
    sklearnFile: sklearnFile(facts),
    zipFile: facts.files.find((file) => file.endsWith('.zip')) ?? null,
  };
};

export type ModelTraits = ReturnType<typeof modelTraits>;

/** A temperature of 0 is a card's way to say "no sampling", and `generate` rejects it. */
const samplingOf = (hints: Readonly<Record<string, number>>): Record<string, PythonValue> =>
  Object.fromEntries(
    Object.entries(hints).filter(
      ([name, value]) => Number.isFinite(value) && !(name === 'temperature' && value === 0),
    ),
  );

const NO_FLOAT16 = /(?:not|n't)\s(?:support|use|work\s(?:in|with))\s[`*]{0,2}(?:float16|fp16)/i;
const saysNoFloat16 = (cardText: string | null): boolean =>
  NO_FLOAT16.test((cardText ?? '').slice(0, 100_000));

/** From 3 billion parameters on: 12 GB in float32, more than most laptops have free. */
const isLarge = ({ parameters, weightBytes }: ModelFacts): boolean =>
  parameters === null ? (weightBytes ?? 0) > 6e9 : parameters > 3e9;

/** Libraries whose model files are Python pickles: such a file must not change behind the reader's back. */
const opensPickles = ({ library, tags }: ModelFacts): boolean =>
  SHELF.libraries.some(
    ({ pickles, hub }) => pickles && hub.some((one) => library === one || tags.includes(one)),
  );

/** The configuration knows best, then the card, then what is true of the family. */
function textPrefix(
  facts: ModelFacts,
  hinted: readonly string[],
  family: FamilyFacts,
): string | null {
  const target = targetToken(facts, family);
  if (target) return target;
  // Instructions are in plain words: the prefix of the card's one example is not for every text.
  if (family.instructed) return null;
  const specific = facts.config['task_specific_params'];
  if (typeof specific === 'object' && specific !== null && facts.task) {
    const found = Object.entries(specific).find(([key]) => key.startsWith(facts.task ?? ''));
    const prefix =
      found && typeof found[1] === 'object' && found[1] !== null
        ? (found[1] as Record<string, unknown>)['prefix']
        : undefined;
    if (typeof prefix === 'string' && prefix.length <= 100) return prefix;
  }
  return hinted[0] ?? family.prefix ?? null;
}

/** A translator for several target languages wants one named in front: as the card does, else the family's. */
function targetToken(
  { id, cardText }: ModelFacts,
  { target_tokens: tokens }: FamilyFacts,
): string | null {
  const code = tokens?.[directionOf(id)?.to ?? ''];
  if (code === undefined) return null;
  const said = />>([a-z]{2,3}(?:_[A-Za-z]{2,5})?)<</.exec((cardText ?? '').slice(0, 40_000))?.[1];
  return `>>${said ?? code}<< `;
}

/** Words that the card puts in front of questions and of texts. */
function sentencePrompts(hinted: readonly string[]): Record<string, string> | null {
  const query = hinted.find((one) => /^(?:search_)?query|^question/i.test(one));
  const document = hinted.find((one) => /^(?:search_)?document|^passage/i.test(one));
  const spaced = (prefix: string): string => `${prefix.trimEnd()} `;
  return query && document ? { query: spaced(query), document: spaced(document) } : null;
}

/** Steps and guidance of the call that the card shows, else of the family. */
function paintingOf(
  { examples }: ModelCard,
  { painting }: FamilyFacts,
): { readonly steps: number | null; readonly guidance: number | null } {
  const numberOf = (name: string): number | null => {
    const pattern = new RegExp(`\\b${name}\\s?=\\s?(\\d{1,4}(?:\\.\\d{1,4})?)`);
    const found = examples.map(({ source }) => pattern.exec(source)?.[1]).find(Boolean);
    return found === undefined ? null : Number(found);
  };
  const steps = numberOf('num_inference_steps') ?? painting?.steps ?? null;
  const guidance = numberOf('guidance_scale') ?? painting?.guidance ?? null;
  return {
    // Many steps are a matter of patience, and the notebook has its own numbers for it.
    steps: steps !== null && steps >= 1 && steps <= 12 ? steps : null,
    guidance: guidance !== null && guidance <= 30 ? guidance : null,
  };
}
