import type { ModelFacts } from '../hub/facts.ts';
import { SHELF } from './shelf.ts';

const NAMES = new Map(
  Object.entries(SHELF.transformers.classes).map(([ending, names]) => [
    ending,
    new Set(names.split(' ')),
  ]),
);
const ALL_PREFIXES = new Set([...NAMES.values()].flatMap((names) => [...names]));

/**
 * Does the transformers of facts.generated.json have this name? Tokenizers answer
 * to their old names, with and without "Fast".
 */
export function isTransformersName(name: string): boolean {
  if (!/^[A-Z]/.test(name))
    return /^(?:pipeline|set_seed|logging|utils|is_\w+_available|models|image_utils|audio_utils)$/.test(
      name,
    );
  if (/Config$/.test(name))
    return name === 'GenerationConfig' || ALL_PREFIXES.has(name.slice(0, -6));
  for (const [ending, names] of NAMES) {
    if (name.endsWith(ending) && names.has(name.slice(0, name.length - ending.length))) return true;
  }
  const alias = /^(\w+?)(?:Tokenizer(?:Fast)?|ImageProcessor(?:Fast)?)$/.exec(name)?.[1];
  return alias !== undefined && ALL_PREFIXES.has(alias);
}

const TYPES = new Set([...ALL_PREFIXES].filter(Boolean).map((name) => name.toLowerCase()));

/**
 * True where transformers has code of its own for what a configuration names: one of
 * its architectures, else its model type (`xlm-roberta` is spelt `XLMRoberta` there).
 */
export function isNative(modelType: string | null, architectures: readonly string[]): boolean {
  if (architectures.some(isTransformersName)) return true;
  return modelType !== null && TYPES.has(modelType.replace(/[-_.]/g, '').toLowerCase());
}

/** Only what transformers has no class for runs code of the repository's own. */
export const needsOwnCode = ({
  customCode,
  modelType,
  architectures,
}: Pick<ModelFacts, 'customCode' | 'modelType' | 'architectures'>): boolean =>
  customCode && !isNative(modelType, architectures);

/**
 * Why `AutoModelFor….from_pretrained` would raise ValueError ("Unrecognized configuration class") for
 * this model: transformers has classes of its type, and none that this Auto class makes. False where
 * nothing is known of the type, or the repository brings code of its own.
 */
export function autoRefuses(
  auto: string,
  {
    modelType,
    architectures,
    customCode,
  }: Pick<ModelFacts, 'modelType' | 'architectures' | 'customCode'>,
): boolean {
  const ending = /^AutoModel(For\w{1,40})$/.exec(auto)?.[1];
  if (ending === undefined || customCode || modelType === null) return false;
  const type = modelType.replace(/[-_.]/g, '').toLowerCase();
  const odd = SHELF.transformers.heads[auto]?.split(' ') ?? [];
  const usual = NAMES.get(ending);
  if (!TYPES.has(type) || (odd.length === 0 && !usual)) return false;
  const made = (name: string): boolean => name.endsWith(ending) || odd.includes(name);
  return (
    !architectures.some(made) &&
    ![...(usual ?? [])].some((prefix) => prefix.toLowerCase() === type) &&
    !odd.some((name) => name.toLowerCase().startsWith(type))
  );
}

/** Names that `pipeline(…)` of this transformers knows. */
export const PIPELINES: ReadonlySet<string> = new Set(SHELF.transformers.pipelines);

const TORCHVISION = new Set(SHELF.transformers.torchvision);

/** True where a model type's image or film processor exists only on top of torchvision; the others use Pillow. */
export const needsTorchvision = (modelType: string | null): boolean =>
  modelType !== null && TORCHVISION.has(modelType);
