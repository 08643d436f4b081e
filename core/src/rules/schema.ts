import { z } from 'zod';
import { PATTERNS, type PatternName } from './patterns.ts';

const isPattern = (name: string): name is PatternName => Object.hasOwn(PATTERNS, name);

/**
 * The source of a regular expression: written out, `$name` of one in
 * patterns.ts, or a list of words, of which one that ends in `*` may go on.
 */
const Pattern = z
  .union([z.string().min(1), z.array(z.string().regex(/^[\w.-]+\*?$/)).min(1)])
  .transform((value, context) => {
    if (typeof value !== 'string') {
      const words = value.map((word) =>
        word.replace(/[.-]/g, String.raw`\$&`).replace('*', String.raw`\w*`),
      );
      return `^(?:${words.join('|')})$`;
    }
    if (/^\$[a-z-]+$/.test(value)) {
      const name = value.slice(1);
      if (isPattern(name)) return PATTERNS[name].source;
      context.addIssue({ code: 'custom', message: `There is no pattern ${value} in patterns.ts.` });
      return z.NEVER;
    }
    try {
      return new RegExp(value).source;
    } catch (error) {
      context.addIssue({ code: 'custom', message: String(error) });
      return z.NEVER;
    }
  });

const Match = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('name'), module: z.string(), names: Pattern }),
  z.strictObject({
    on: z.literal('keyword'),
    calls: Pattern,
    keyword: z.string(),
    value: Pattern.optional(),
  }),
  z.strictObject({ on: z.literal('argument'), calls: Pattern, at: z.int().min(0), value: Pattern }),
  z.strictObject({
    on: z.literal('call'),
    callee: Pattern,
    has: z.string().optional(),
    lacks: z.array(z.string()).optional(),
    task: Pattern.optional(),
  }),
  z.strictObject({ on: z.literal('attribute'), names: Pattern, of: Pattern.optional() }),
  z.strictObject({ on: z.literal('task'), tasks: Pattern }),
]);

const Action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['refuse', 'unwrap']) }),
  z.strictObject({ do: z.enum(['rename', 'move', 'call', 'value', 'argument']), to: z.string() }),
  z.strictObject({ do: z.literal('drop'), append: z.string().optional() }),
  z.strictObject({ do: z.literal('add'), argument: z.string() }),
  z.strictObject({ do: z.literal('append'), text: z.string() }),
]);

const condition = {
  tasks: Pattern.optional(),
  names: Pattern.optional(),
  customCode: z.boolean().optional(),
};

/** The model a case is about, for rules that ask. */
const CaseModel = z.strictObject({
  task: z.string().optional(),
  modelType: z.string().optional(),
  id: z.string().optional(),
  customCode: z.boolean().optional(),
});
export type CaseModel = z.infer<typeof CaseModel>;

const Case = z.strictObject({
  before: z.string().min(1),
  /** Left out where the rule finds the place and can put nothing there. */
  after: z.string().min(1).optional(),
  model: CaseModel.optional(),
});

/** A rule as it stands in `core/libraries/<library>/rules/<name>.yaml`. */
export const RuleFileSchema = z
  .strictObject({
    since: z.string().regex(/^\d+(?:\.\d+)*$/),
    match: Match,
    action: Action,
    only: z.strictObject(condition).optional(),
    by: z.array(z.strictObject({ ...condition, to: z.string() })).optional(),
    kind: z.enum(['bare-cuda', 'preference', 'warns']).optional(),
    audience: z.literal('editors').optional(),
    unsafe: z.literal(true).optional(),
    uses: z.array(z.string()).optional(),
    message: z.string().regex(/[.]$/, 'A message ends with a full stop.'),
    source: z.string().min(1),
    cases: z.array(Case).min(1, 'A rule needs a case: before, and after unless it refuses.'),
    /** Code that looks alike and is left alone. */
    not: z
      .array(z.strictObject({ code: z.string().min(1), model: CaseModel.optional() }))
      .min(1, 'A rule needs a piece of code that it leaves alone.'),
  })
  .check(({ value, issues }) => {
    const some = value.cases.some((one) => one.after !== undefined);
    if ((value.action.do === 'refuse') === some)
      issues.push({
        code: 'custom',
        input: value,
        path: ['cases'],
        message: some
          ? 'A rule that refuses puts nothing there: its cases have no `after`.'
          : 'At least one case says what comes `after`.',
      });
    if (value.by && value.action.do !== 'rename')
      issues.push({ code: 'custom', input: value, path: ['by'], message: '`by` is for renames.' });
  });
export type RuleFile = z.infer<typeof RuleFileSchema>;

/** A rule as bundling writes it: without its cases, patterns as sources of regular expressions. */
export type RuleData = Omit<RuleFile, 'cases' | 'not'> & {
  readonly id: string;
  readonly library: string;
};
