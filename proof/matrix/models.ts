import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DECK } from '../../core/src/deck/data.ts';
import type { ModelFacts } from '../../core/src/hub/facts.ts';
import { nodeHub } from '../../core/src/node/hub.ts';
import { dispatch } from '../../core/src/library/dispatch.ts';
import { compatibleComponents } from '../../core/src/recipe/compatibility.ts';
import type { ProofModel } from './case.ts';

const IndexSchema = z.array(z.object({ id: z.string() }));

/** Ids in `index.json` of the tiny models, without those that are no model to try (vocoders). */
export const tinyIds = (root: string): string[] =>
  IndexSchema.parse(JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')))
    .map(({ id }) => id)
    .filter((id) => id.startsWith('tiny/'));

/** Repositories whose answers are special: one notebook each is enough, the same files are proved elsewhere. */
export const specialIds = (root: string): ReadonlySet<string> =>
  new Set(
    Object.keys(
      z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(readFileSync(join(root, '_hub.json'), 'utf8'))),
    ),
  );

const toProofModel = (facts: ModelFacts): ProofModel => {
  const { adapter } = dispatch(facts);
  const found = DECK.adapters[adapter];
  return {
    id: facts.id,
    task: facts.task,
    library: facts.library,
    adapter,
    shape: found
      ? {
          route: found.route,
          inputs: found.inputs.map(({ name, kind }) => ({ name, kind })),
          output: found.output,
          components: compatibleComponents(found),
          gpu: found.torch && found.route === 'local',
        }
      : null,
  };
};

/** A model the product refuses to make a notebook for, with the Hub client's or the generator's words. */
export interface Refused {
  readonly id: string;
  readonly reason: string;
}

/** Ask the local hub about each id and let the product choose the adapter. */
export async function lookUp(
  ids: readonly string[],
): Promise<{ models: ProofModel[]; refused: Refused[] }> {
  const hub = nodeHub();
  const models: ProofModel[] = [];
  const refused: Refused[] = [];
  for (const id of ids) {
    const answer = await hub.modelFacts(id);
    if (!answer.ok) refused.push({ id, reason: answer.error.message });
    else if (answer.value.disabled) refused.push({ id, reason: 'disabled' });
    else if (answer.value.unsafeFiles.length > 0) refused.push({ id, reason: 'unsafe files' });
    else models.push(toProofModel(answer.value));
  }
  return { models, refused };
}
