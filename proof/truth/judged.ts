/** Which notebooks are judged, and what each is judged by. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UI_COMPONENTS, type DifficultyId } from '../../core/src/deck/shapes.ts';
import { nodeHub } from '../../core/src/node/hub.ts';
import { caseId, type Case, type ProofModel } from '../matrix/case.ts';
import { Editor } from '../steps/edit.ts';
import type { Job } from '../steps/execute.ts';
import { makeNotebook } from '../steps/notebooks.ts';

const Judged = z.strictObject({
  id: z.string(),
  /** A file of `judges/`. */
  judge: z.string(),
  ui: z.enum(UI_COMPONENTS),
  /** Longest answer, as a reader would set it in the settings cell: the items have short answers. */
  tokens: z.int().optional(),
});
export type Judged = z.infer<typeof Judged>;

export const readJudged = (): readonly Judged[] =>
  z.array(Judged).parse(parse(readFileSync(join(import.meta.dirname, 'models.yaml'), 'utf8')));

export interface JudgedJob {
  readonly model: string;
  readonly level: string;
  /** Null when no notebook could be made; then `reason` says why. */
  readonly job: Job | null;
  readonly reason?: string;
}

/** The notebook of one model at one level, to be executed and judged. */
export async function judgedJob(
  model: ProofModel,
  { judge, ui, tokens }: Judged,
  difficulty: DifficultyId,
  { folder, weights }: { readonly folder: string; readonly weights: string },
): Promise<JudgedJob> {
  const one: Case = { model, ui, difficulty, topic: 'legal', prompts: 'first-steps' };
  const which = { model: model.id, level: difficulty };
  const made = await makeNotebook(one, folder);
  if (made.text === null || !model.shape) {
    return { ...which, job: null, reason: made.reason ?? 'no adapter' };
  }
  if (tokens !== undefined) {
    const notebook = new Editor(made.path);
    notebook.replace(/^MAX_NEW_TOKENS = .*$/m, `MAX_NEW_TOKENS = ${String(tokens)}`);
    notebook.save(made.path);
  }
  const { route, output, inputs } = model.shape;
  return {
    ...which,
    job: {
      id: caseId(one),
      path: made.path,
      expect: { ui, route, output, inputs },
      env: { HF_TOKEN: 'hf_good_proof' },
      judge: readFileSync(join(import.meta.dirname, 'judges', `${judge}.py`), 'utf8'),
      about: await aboutModel(model.id, weights),
    },
  };
}

/** What every judge is told: the model's one language, and who can tell languages apart. */
async function aboutModel(id: string, weights: string): Promise<Record<string, string | null>> {
  const facts = await nodeHub().modelFacts(id);
  const said = facts.ok ? facts.value.cardData['language'] : null;
  const [language, ...others] = z.array(z.unknown()).parse([said].flat());
  const folder = join(weights, 'julien-c', 'fasttext-language-id');
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => name.endsWith('.ftz'))
    : undefined;
  return {
    language: typeof language === 'string' && others.length === 0 ? language : null,
    languages: file === undefined ? null : join(folder, file),
  };
}
