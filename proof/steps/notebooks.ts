import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../core/src/node/cli.ts';
import type { Recipe } from '../../core/src/recipe/schema.ts';
import { caseId, type Case } from '../matrix/case.ts';
import { Editor, onStandIn } from './edit.ts';

export interface Made {
  readonly case: Case;
  readonly path: string;
  /** Null when the command line made no notebook; then `reason` says why, in its words. */
  readonly text: string | null;
  readonly reason: string | null;
}

export const recipeOf = (one: Case): Recipe => ({
  version: 1,
  model_card: { id: one.model.id },
  prompt_cards: { pack: one.prompts },
  topic: { id: one.topic },
  difficulty: one.difficulty,
  ui_component: one.ui,
});

/** One notebook through the product's command line, with its arguments and exit code, in this process. */
export async function makeNotebook(one: Case, folder: string): Promise<Made> {
  mkdirSync(folder, { recursive: true });
  const recipe = join(folder, `${caseId(one)}.json`);
  const path = join(folder, `${caseId(one)}.ipynb`);
  writeFileSync(recipe, JSON.stringify(recipeOf(one)));
  const { code, said } = await commandLine(['generate', '--recipe', recipe, '-q', '-o', path]);
  if (code !== 0) {
    return { case: one, path, text: null, reason: `generate (exit code ${String(code)}): ${said}` };
  }
  if (one.gpu) {
    const notebook = new Editor(path);
    onStandIn(notebook);
    notebook.save(path);
  }
  return { case: one, path, text: readFileSync(path, 'utf8'), reason: null };
}

const exitCode = (): number => Number(process.exitCode ?? 0);

/** Runs `alacard …` and hears what it says on standard error. */
export async function commandLine(
  argv: readonly string[],
): Promise<{ code: number; said: string }> {
  const write = process.stderr.write.bind(process.stderr);
  const before = process.exitCode;
  let said = '';
  process.stderr.write = (chunk: string | Uint8Array): boolean => {
    said += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  process.exitCode = 0;
  try {
    await main(argv);
    return {
      code: exitCode(),
      said: said.trim().replaceAll(/\s+/g, ' ').slice(0, 400),
    };
  } finally {
    process.stderr.write = write;
    process.exitCode = before;
  }
}
