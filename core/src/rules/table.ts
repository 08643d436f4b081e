import data from './rules.generated.json' with { type: 'json' };
import type { RuleData } from './schema.ts';
import type { CallPattern, Match, ModelCondition, Rule, RuledModel } from './types.ts';

/** A key with its value, or nothing where there is none. */
const some = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  // SAFETY: one key of the record, which is what Partial<Record<K, V>> says.
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;

const pattern = <K extends string>(key: K, source: string | undefined) =>
  some(key, source === undefined ? undefined : new RegExp(source));

function matchOf(match: RuleData['match']): Match {
  switch (match.on) {
    case 'name':
      return { ...match, names: new RegExp(match.names) };
    case 'keyword': {
      const { value, ...rest } = match;
      return { ...rest, calls: new RegExp(match.calls), ...pattern('value', value) };
    }
    case 'argument':
      return { ...match, calls: new RegExp(match.calls), value: new RegExp(match.value) };
    case 'call': {
      const calls: CallPattern = {
        callee: new RegExp(match.callee),
        ...some('has', match.has),
        ...some('lacks', match.lacks),
        ...pattern('task', match.task),
      };
      return { on: 'call', calls };
    }
    case 'attribute':
      return { on: 'attribute', names: new RegExp(match.names), ...pattern('of', match.of) };
    case 'task':
      return { on: 'task', tasks: new RegExp(match.tasks) };
  }
}

const conditionOf = (one: NonNullable<RuleData['only']>): ModelCondition => ({
  ...pattern('tasks', one.tasks),
  ...pattern('names', one.names),
  ...some('customCode', one.customCode),
});

/** Make a rule of what the bundling wrote. */
function ruleOf({ match, only, by, ...rest }: RuleData): Rule {
  return {
    // SAFETY: read back from JSON, which holds no key with `undefined`.
    ...(rest as Omit<Rule, 'match' | 'only' | 'by'>),
    match: matchOf(match),
    ...(only ? { only: conditionOf(only) } : {}),
    ...(by ? { by: by.map((one) => ({ ...conditionOf(one), to: one.to })) } : {}),
  };
}

/** Every fact about old or machine-bound API, from `core/libraries/<library>/rules`. */
// SAFETY: scripts/bundle-rules.ts writes the file, after RuleFileSchema has read what goes in.
export const RULES: readonly Rule[] = (data as unknown as readonly RuleData[]).map(ruleOf);

function holds({ tasks, names, customCode }: ModelCondition, model: RuledModel): boolean {
  if (tasks && !tasks.test(model.task ?? '')) return false;
  if (names && !names.test(`${model.modelType ?? ''} ${model.id}`.toLowerCase())) return false;
  return customCode === undefined || customCode === model.customCode;
}

/** A rule as it is for one model, or null when it is not about such models. */
export function ruleFor(rule: Rule, model: RuledModel): Rule | null {
  if (rule.only && !holds(rule.only, model)) return null;
  const choice = rule.by?.find((one) => holds(one, model));
  return choice ? { ...rule, action: { do: 'rename', to: choice.to } } : rule;
}

/** Rules for code that a notebook about this model takes over from its card. */
export const rulesFor = (model: RuledModel): readonly Rule[] =>
  RULES.flatMap((rule) => (rule.audience === 'editors' ? [] : (ruleFor(rule, model) ?? [])));

/** Rules for the code of a notebook whose model is not known. */
export const GENERAL_RULES: readonly Rule[] = RULES.filter(
  ({ audience, only }) => audience !== 'editors' && !only,
);

/** Rules for people's own code: what fails or warns whatever the model, and code for one kind of machine. */
export const EDITOR_RULES: readonly Rule[] = RULES.filter(
  ({ kind, only }) => kind !== 'preference' && !only,
);
