import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TaskHeaderSchema } from '../scripts/shelf/reach.ts';
import { readTemplate } from '../scripts/templates/read.ts';
import type { ModelFacts } from '../src/hub/facts.ts';
import { NO_FACTS } from '../src/hub/no-facts.ts';

const core = join(import.meta.dirname, '..');

/** By adapter: the model that its header says gets it, with nothing else known. */
export const MODEL_OF: ReadonlyMap<string, ModelFacts> = new Map(
  globSync('libraries/*/tasks/*.py', { cwd: core }).map((file) => {
    const { header } = readTemplate(readFileSync(join(core, file), 'utf8'), file);
    const { id, reached_by } = TaskHeaderSchema.parse(header);
    // SAFETY: the bundling has asked dispatch about these facts, and it gave this adapter.
    return [id, { ...NO_FACTS, ...reached_by } as ModelFacts];
  }),
);
