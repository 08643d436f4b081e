import type { ModelFacts } from '../hub/facts.ts';
import type { Example } from '../model-card/types.ts';
import { adaptDevice, bareCuda, moveInputs, moveModel } from './adapt-device.ts';
import { adaptIds } from './adapt-ids.ts';
import { adaptImages } from './adapt-images.ts';
import { addImports } from './adapt-imports.ts';
import { adaptLimits } from './adapt-limits.ts';
import { modelReasons } from './adapt-model.ts';
import { namesOf } from './adapt-names.ts';
import { refusals } from './adapt-refuse.ts';
import { adaptResult } from './adapt-result.ts';
import { adaptSamples } from './adapt-samples.ts';
import { taskReasons } from './adapt-tasks.ts';
import {
  NOTEBOOK_NAMES,
  reason,
  type AdaptContext,
  type Adaptation,
  type Change,
  type Step,
} from './adapt-types.ts';
import type { Finding } from '../finding.ts';
import { indexCode } from './rewrites/code-index.ts';
import { applyRewrites } from './rewrites/find.ts';
import { REWRITES } from './rewrites/table.ts';
import type { Rewrite } from './rewrites/types.ts';

/** The class that took AutoModelWithLMHead's place for this model. */
function headFor({ task, modelType, id }: ModelFacts): string {
  const hint = `${modelType ?? ''} ${id}`.toLowerCase();
  if (task === 'fill-mask') return 'AutoModelForMaskedLM';
  if (
    /^(?:summarization|translation|text2text-generation)$/.test(task ?? '') ||
    /t5|bart|pegasus|marian|opus-mt/.test(hint)
  )
    return 'AutoModelForSeq2SeqLM';
  if (task === 'text-generation' || /gpt|dialo|llama/.test(hint)) return 'AutoModelForCausalLM';
  return /bert|electra/.test(hint) ? 'AutoModelForMaskedLM' : 'AutoModelForCausalLM';
}

const SEES =
  /^(?:image-|object-detection|depth-estimation|zero-shot-(?:image|object)|mask-generation|visual-|document-)/;

/** Rows whose replacement depends on the model. */
function rowsFor(facts: ModelFacts): readonly Rewrite[] {
  const rows: Rewrite[] = REWRITES.map((row) =>
    row.id === 'transformers-auto-model-with-lm-head'
      ? { ...row, action: { do: 'rename', to: headFor(facts) } as const }
      : row,
  );
  if (facts.task === 'keypoint-detection') {
    rows.push({
      id: 'transformers-keypoint-auto-model',
      library: 'transformers',
      since: '5.0.0',
      match: { on: 'name', module: 'transformers', names: /^AutoModel$/ },
      action: { do: 'rename', to: 'AutoModelForKeypointDetection' },
      message:
        'AutoModel does not know keypoint detectors any more; AutoModelForKeypointDetection does.',
      source: 'run on 2026-11-23 with transformers 5.18.0',
    });
  }
  if (!SEES.test(facts.task ?? '')) return rows;
  const extractor: Rewrite = {
    id: 'transformers-auto-feature-extractor',
    library: 'transformers',
    since: '5.0.0',
    match: { on: 'name', module: 'transformers', names: /^AutoFeatureExtractor$/ },
    action: { do: 'rename', to: 'AutoImageProcessor' },
    message: 'AutoFeatureExtractor reads sound only now; AutoImageProcessor prepares images.',
    source: 'run on 2026-11-23 with transformers 5.18.0',
  };
  return [...rows, extractor];
}

const FORMS: Partial<Record<Example['form'], Change>> = {
  doctest: {
    code: 'prompts-removed',
    message: 'Prompts (>>>) and the output pasted between them were taken off.',
  },
  diff: { code: 'diff-applied', message: 'The marks of a diff were applied.' },
};

/** What is wrong with it can sometimes be put right: a `return` outside a function, curly quotes. */
function repair(source: string): string {
  return source
    .replace(/^return (.+)$/gm, '$1')
    .replace(/[“”]/g, '"')
    .replace(/[‘’](?=[^\w\s]|\s|$)|(?<=[\s(=,[])[‘’]/gm, "'");
}

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
  if (/trust_remote_code\s*=\s*True/.test(source) && facts.customCode) {
    reasons.push(
      reason(
        'custom-code',
        "It runs code of the model's repository, which was written for other versions.",
      ),
    );
  }
  const broken = linter.check(source).some((found) => found.code === 'syntax');
  if (broken) {
    const repaired = repair(source);
    const found = linter.check(repaired).find((one) => one.code === 'syntax');
    if (found) {
      reasons.push(reason('syntax', `It is not valid Python: ${found.message}.`, found.line));
      return result();
    }
    source = repaired;
    changes.push({
      code: 'syntax-repaired',
      message: 'A slip that made it invalid Python was put right.',
    });
  }

  take(adaptImages(source, defined));
  reasons.push(...hopeless(source, facts));
  if (reasons.length > 0) return result();
  const rewritten = applyRewrites(source, { defined, rows: rowsFor(facts) });
  source = rewritten.source;
  changes.push(...rewritten.applied.map((row) => ({ code: row.id, message: row.message })));
  reasons.push(...rewritten.refused.map((found) => reason('removed-api', found.message)));
  if (!facts.customCode) take(withoutTrust(source));
  take(adaptDevice(source, defined));
  take(moveModel(source));
  take(moveInputs(source));
  take(adaptIds(source, facts));
  take(adaptLimits(source));
  if (context.inputs) take(adaptSamples(source, context.inputs));
  if (reasons.length > 0) return result();

  take(addImports(source, undefinedNames(source, linter, defined)));
  take(adaptResult(source));
  const index = indexCode(source);
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
  return refusals(indexCode(source), facts.library).filter((found) => HOPELESS.has(found.code));
}
const HOPELESS = new Set([
  'other-engine',
  'gpu-only',
  'unknown-library',
  'training',
  'runs-text',
  'runs-programs',
  'foreign-code',
  'waits-for-input',
  'needs-dataset',
  'server',
  'endless-loop',
  'star-import',
]);

/** `trust_remote_code=True` where the repository has no code of its own. */
function withoutTrust(source: string): Step {
  const rows: Rewrite[] = [
    {
      id: 'trust-remote-code',
      library: 'transformers',
      since: '1.0.0',
      match: { on: 'keyword', calls: /./, keyword: 'trust_remote_code' },
      action: { do: 'drop' },
      message: 'This model needs no code of its own, so nothing has to be trusted.',
      source: 'the configuration of the model',
    },
  ];
  const { source: text, applied } = applyRewrites(source, { rows });
  return {
    source: text,
    changes: applied.map((row) => ({ code: row.id, message: row.message })),
    reasons: [],
  };
}

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

function finalCheck(
  source: string,
  linter: AdaptContext['linter'],
  defined: ReadonlySet<string>,
): Finding[] {
  const found = linter
    .check(prelude(defined) + source)
    .map((one) =>
      one.code === 'syntax'
        ? reason('syntax', `It is not valid Python: ${one.message}.`, one.line - 1)
        : reason(
            'undefined-name',
            `It uses a name that nothing defines: ${one.message}.`,
            one.line - 1,
          ),
    );
  // A name of the notebook's that the example reads and only later binds would be lost when it is renamed.
  const names = namesOf(source);
  for (const name of names.needed) {
    if (defined.has(name) && names.defined.has(name))
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
