import type { ModelFacts } from '../hub/facts.ts';
import data from './families.generated.json' with { type: 'json' };
import type { Family, FamilyFacts } from './family.ts';
import { USUAL_FAMILY } from './usual.ts';

type Known = Pick<ModelFacts, 'id' | 'modelType' | 'task' | 'tags' | 'baseModels'>;

// SAFETY: the bundler validates the files of families, and leaves out what is as usual.
const written = data as unknown as readonly (Partial<Family> & Pick<Family, 'match'>)[];

/** Those that say more of whom they mean come later, and win. */
const FAMILIES = written
  .map((one) => ({ ...USUAL_FAMILY, ...one }))
  .map((family) => ({
    family,
    type: family.match.model_type === undefined ? null : new RegExp(family.match.model_type),
    id: family.match.id === undefined ? null : new RegExp(family.match.id, 'i'),
    weight: Object.keys(family.match).length,
  }))
  .sort((a, b) => a.weight - b.weight);

/** A quantised copy and an adapter are of the family of the model they were made from. */
const relatives = ({ baseModels }: Known): string[] =>
  baseModels.filter(({ relation }) => relation !== 'merge').map(({ id }) => id);

/** What the families a model belongs to say of it, together (`core/families/*.yaml`). */
export function familyOf(model: Known): FamilyFacts {
  let all = USUAL_FAMILY;
  for (const { family, type, id } of FAMILIES) {
    const { match } = family;
    if (type && !(model.modelType !== null && type.test(model.modelType))) continue;
    if (id && ![model.id, ...relatives(model)].some((one) => id.test(one))) continue;
    if (match.tag !== undefined && !model.tags.includes(match.tag)) continue;
    if (match.task !== undefined && match.task !== model.task) continue;
    all = {
      ...all,
      ...family,
      float32: all.float32 || family.float32,
      no_float16: all.no_float16 || family.no_float16,
      instructed: all.instructed || family.instructed,
      two_towers: all.two_towers || family.two_towers,
      needs: [...all.needs, ...family.needs],
      adapters: [...all.adapters, ...family.adapters],
    };
  }
  return all;
}

/** The repository that transformers itself can read, of models whose own one it cannot; null: its own. */
export function twinOf(model: Known): string | null {
  for (const { family, id } of FAMILIES) {
    if (family.twin !== undefined && id?.test(model.id)) return model.id.replace(id, family.twin);
  }
  return null;
}

const CHOOSY = new Set(FAMILIES.flatMap(({ family }) => family.adapters));

/** False where the adapter was written for some families and the model is of none of them. */
export const knowsAdapter = (adapter: string, family: Pick<FamilyFacts, 'adapters'>): boolean =>
  !CHOOSY.has(adapter) || family.adapters.includes(adapter);
