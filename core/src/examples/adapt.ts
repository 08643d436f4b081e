import type { ModelFacts } from '../hub/facts.ts';
import type { Example } from '../model-card/types.ts';
import { adaptDevice, bareCuda, moveInputs, moveModel } from './device.ts';
import { adaptIds } from './ids.ts';
import { adaptImages } from './images.ts';
import { addImports, settleImports } from './imports.ts';
import { adaptDataset, adaptTyping } from './inputs.ts';
import { usePredict } from './predict.ts';
import type { PythonFinding } from '../python/ruff.ts';
import { adaptLimits } from './limits.ts';
import { modelReasons } from './model.ts';
import { needsOwnCode } from '../library/transformers-names.ts';
import { scopeOf } from '../python/scopes.ts';
import { refusals } from './refuse.ts';
import { adaptResult } from './result.ts';
import { taskReasons } from './tasks.ts';
import {
  NOTEBOOK_NAMES,
  type AdaptContext,
  type Adaptation,
  type Change,
  type Step,
} from './types.ts';
import { reason } from '../findings/example.ts';
import type { Finding } from '../findings/finding.ts';
import { indexOf } from '../rules/code-index.ts';
import { applyRewrites } from '../rules/apply.ts';
import { rulesFor } from '../rules/table.ts';

const FORMS: Partial<Record<Example['form'], Change>> = {
  doctest: {
    code: 'prompts-removed',
    message: 'Prompts (>>>) and the output pasted between them were taken off.',
  },
  diff: { code: 'diff-applied', message: 'The marks of a diff were applied.' },
};

/** What is wrong with it can sometimes be put right: a `return` outside a function, curly quotes. */
function repair(source: string, id: string): string {
  const named = source.replaceAll(`(${id}`, (all, at: number) =>
    /^\s*[,)]/.test(source.slice(at + all.length)) ? `("${id}"` : all,
  );
  return named
    .replace(/\\([*_[\]])/g, '$1')
    .replace(/^return (.+)$/gm, '$1')
    .replace(/^((?:from [\w.]{1,80} )?import \w[\w ,]{0,400}\w) {0,8}, {0,8}$/gm, '$1')
    .replace(/[“”]/g, '"')
    .replace(/[‘’](?=[^\w\s]|\s|$)|(?<=[\s(=,[])[‘’]/gm, "'");
}

/** What authors paste below their code: a line or more of output, no code. */
function withoutTail(source: string, line: number): string | null {
  const lines = source.split('\n');
  const tail = lines.slice(line - 1);
  const isCode = tail.some((text) => CODE.test(text.trimStart()));
  if (line <= 2 || tail.length > 40 || isCode) return null;
  return `${lines
    .slice(0, line - 1)
    .join('\n')
    .trimEnd()}\n`;
}
const CODE = /^(?:from|import|def|class|for|while|with|if|return|print)\b|^\w+ ?=|\w\(/;

/**
 * Adapt an example of a model card (joined with what it needs) to a notebook
 * for this model and to today's libraries, or say why that cannot be done.
 * Pure; never throws on anything a card can hold.
 */
export function adaptExample(example: Example, context: AdaptContext): Adaptation {
  const { facts, linter } = context;
  const defined = context.defined ?? NOTEBOOK_NAMES;
  const changes: Change[] = [];
  const reasons: Finding[] = [];
  const form = FORMS[example.form];
  if (form) changes.push(form);
  let source = `${example.source.replace(/\t/g, '    ').trimEnd()}\n`;
  const result = (): Adaptation => ({
    status: reasons.length > 0 ? 'refused' : 'accepted',
    source: source.trimEnd(),
    changes,
    reasons: unique(reasons),
    requirements: example.requirements,
  });
  const take = (step: Step): void => {
    source = step.source;
    changes.push(...step.changes);
    reasons.push(...step.reasons);
  };

  const [command] = example.shell;
  if (command !== undefined)
    reasons.push(reason('shell-command', `It needs a shell command: ${command.slice(0, 80)}`));
  if (/trust_remote_code\s*=\s*True/.test(source) && needsOwnCode(facts)) {
    reasons.push(
      reason(
        'example-custom-code',
        "It runs code of the model's repository, which was written for other versions.",
      ),
    );
  }
  const broken = linter.check(source).some((found) => found.code === 'syntax');
  if (broken) {
    const syntax = (text: string): PythonFinding | undefined =>
      linter.check(text).find((one) => one.code === 'syntax');
    let repaired = repair(source, facts.id);
    let found = syntax(repaired);
    const head = found ? withoutTail(repaired, found.line) : null;
    if (head !== null && !syntax(head)) [repaired, found] = [head, undefined];
    if (found) {
      reasons.push(
        reason('example-syntax', `It is not valid Python: ${found.message}.`, found.line),
      );
      return result();
    }
    source = repaired;
    changes.push({
      code: 'syntax-repaired',
      message: 'A slip that made it invalid Python was put right.',
    });
  }

  // Without a single import, a name of old may be one that the rules below replace.
  if (!/^ *(?:from|import) /m.test(source))
    take(addImports(source, undefinedNames(source, linter, defined)));
  take(settleImports(source));
  take(adaptTyping(source, facts));
  take(adaptDataset(source, defined));
  take(adaptImages(source, defined));
  reasons.push(...hopeless(source, facts));
  if (reasons.length > 0) return result();
  const predicted = context.adapter ? usePredict(source, facts, context.adapter) : null;
  if (predicted) take(predicted);
  const rewritten = applyRewrites(source, {
    defined,
    rules: rulesFor({ ...facts, customCode: needsOwnCode(facts) }),
  });
  source = rewritten.source;
  changes.push(...rewritten.applied.map(({ id, message }) => ({ code: id, message })));
  reasons.push(...rewritten.refused.map((found) => reason('example-removed-api', found.message)));
  take(adaptDevice(source, defined));
  take(moveModel(source));
  take(moveInputs(source));
  if (!predicted) take(adaptIds(source, facts));
  take(adaptLimits(source));
  if (reasons.length > 0) return result();

  take(firstRound(source, undefinedNames(source, linter, defined)));
  take(addImports(source, undefinedNames(source, linter, defined)));
  take(adaptResult(source));
  const index = indexOf(source);
  reasons.push(
    ...refusals(index, facts.library),
    ...modelReasons(index, facts),
    ...taskReasons(index),
    ...bareCuda(index),
    ...finalCheck(source, linter, defined),
  );
  return result();
}

/** Refusals no rewrite can lift: found on the source as it came, before work is put into it. */
function hopeless(source: string, facts: ModelFacts): Finding[] {
  return refusals(indexOf(source), facts.library).filter((found) => HOPELESS.has(found.code));
}
const HOPELESS = new Set([
  'other-engine',
  'gpu-only',
  'unknown-library',
  'training',
  'runs-text',
  'runs-programs',
  'example-foreign-code',
  'waits-for-input',
  'needs-dataset',
  'server',
  'endless-loop',
  'star-import',
]);

const prelude = (defined: ReadonlySet<string>): string =>
  `${[...defined].map((name) => `${name} = `).join('')}None\n`;

const NAME = /`([^`]+)`/;

function undefinedNames(
  source: string,
  linter: AdaptContext['linter'],
  defined: ReadonlySet<string>,
): string[] {
  const found = linter.check(prelude(defined) + source).filter((one) => one.code === 'F821');
  return [...new Set(found.map((one) => NAME.exec(one.message)?.[1] ?? ''))].filter(Boolean);
}

/** A loop that reads what its round before has left, with a condition for the first: the name exists from the start. */
function firstRound(source: string, missing: readonly string[]): Step {
  const names = missing.filter(
    (name) =>
      new RegExp(`\\b${name}\\b[^\\n]*\\bif\\b[^\\n]*\\belse\\b`).test(source) &&
      new RegExp(`^\\s+${name} = `, 'm').test(source),
  );
  if (names.length === 0) return { source, changes: [], reasons: [] };
  const message = `${names.join(', ')} exists before the first round, which does not read it.`;
  return {
    source: `${names.map((name) => `${name} = None\n`).join('')}${source}`,
    changes: [{ code: 'first-round', message }],
    reasons: [],
  };
}

function finalCheck(
  source: string,
  linter: AdaptContext['linter'],
  defined: ReadonlySet<string>,
): Finding[] {
  const found = linter
    .check(prelude(defined) + source)
    .map((one) =>
      one.code === 'syntax'
        ? reason('example-syntax', `It is not valid Python: ${one.message}.`, one.line - 1)
        : reason(
            'example-undefined-name',
            `It uses a name that nothing defines: ${one.message}.`,
            one.line - 1,
          ),
    );
  // A name of the notebook's that the example reads and only later binds would be lost when it is renamed.
  const { needed, bound } = scopeOf(source);
  for (const name of needed) {
    if (defined.has(name) && bound.has(name))
      found.push(reason('name-order', `It reads ${name} before it sets it.`));
  }
  return found;
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, message }) => {
    const key = `${code} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
