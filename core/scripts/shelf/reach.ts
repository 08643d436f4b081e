import { z } from 'zod';
import { TaskAdapterSchema } from '../../src/deck/adapter.ts';
import { NO_FACTS } from '../../src/hub/no-facts.ts';
import type { ModelFacts } from '../../src/hub/facts.ts';

const isFact = (name: string): name is keyof ModelFacts => Object.hasOwn(NO_FACTS, name);

/** The whole YAML header of a task template. */
export const TaskHeaderSchema = TaskAdapterSchema.extend({
  /** Facts of a model that gets this adapter, as `ModelFacts` names them; the others as if unknown. */
  reached_by: z.record(z.string().refine(isFact, 'must be a field of ModelFacts'), z.unknown()),
});

/** An adapter, the file it stands in, and the facts of a model that must get it. */
export interface Reached {
  readonly id: string;
  readonly file: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * An adapter that no library ever gives is dead, and nobody would notice: each says in its header
 * which model gets it (`reached_by`), and all libraries are asked about that model.
 */
export const unreached = (
  adapters: readonly Reached[],
  choose: (facts: ModelFacts) => string,
): string[] =>
  adapters.flatMap(({ id, file, facts }) => {
    const chosen = choose({ ...NO_FACTS, id: 'example/model', ...facts });
    if (chosen === id) return [];
    const library = file.split('/').slice(0, 2).join('/');
    return `${file}: no model gets this adapter. For ${JSON.stringify(facts)} (reached_by) the libraries choose "${chosen}"; let ${library}/takes.ts give "${id}".`;
  });
