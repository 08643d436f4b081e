import type { ModelFacts } from '../hub/facts.ts';
import { SHELF } from './shelf.ts';

interface Row {
  readonly task: string;
  readonly several: boolean;
  readonly pattern: RegExp;
  /** Classes whose own names do not tell, made by an Auto class whose name the row fits. */
  readonly made: ReadonlySet<string>;
}

const { heads } = SHELF.transformers;

const ROWS: readonly Row[] = SHELF.libraries.flatMap((library) =>
  library.tasks.classes.map(({ name, task, several }) => {
    const pattern = new RegExp(name);
    const autos = Object.keys(heads).filter((auto) => pattern.test(auto));
    const made = new Set(autos.flatMap((auto) => heads[auto]?.split(' ') ?? []));
    return { task, several, pattern, made };
  }),
);

const rowOf = (name: string): Row | undefined =>
  ROWS.find(({ made, pattern }) => made.has(name) || pattern.test(name));

/**
 * Which task code has in mind that uses a class, as a pipeline tag of the Hub:
 * `AutoModelForCausalLM` -> `text-generation`. Null where a class serves several.
 */
export function taskOfClass(name: string): string | null {
  const row = rowOf(name);
  return row && !row.several ? row.task : null;
}

/** What a repository without a pipeline tag is for: by its architecture, else by the Auto class of the Hub. */
export function taskOfRepository({
  architectures,
  autoModel,
  library,
}: Pick<ModelFacts, 'architectures' | 'autoModel' | 'library'>): string | null {
  for (const name of architectures) {
    const row = rowOf(name);
    if (row) return row.task;
  }
  // The Hub names an Auto class for repositories of transformers only.
  return library === 'transformers' && autoModel !== null ? (rowOf(autoModel)?.task ?? null) : null;
}

const all = (of: 'pipelines' | 'methods'): Readonly<Record<string, string>> =>
  Object.assign({}, ...SHELF.libraries.map((library) => library.tasks[of])) as Record<
    string,
    string
  >;
const ALIASES = all('pipelines');
const METHODS = all('methods');

/** The name of a pipeline, where it has two. */
export const pipelineName = (name: string): string => ALIASES[name] ?? name;

/** The task of `pipeline("…")` as a pipeline tag. */
export const taskOfPipeline = (task: string): string | null =>
  /^translation_\w+_to_\w+$/.test(task)
    ? 'translation'
    : Object.hasOwn(ALIASES, task)
      ? (ALIASES[task] ?? null)
      : /^[a-z][a-z0-9-]{2,40}$/.test(task)
        ? task
        : null;

/** Methods of `InferenceClient` that take `model=`. */
export const isClientMethod = (name: string): boolean => Object.hasOwn(METHODS, name);
export const taskOfClientMethod = (name: string): string | null =>
  isClientMethod(name) ? (METHODS[name] ?? null) : null;

/** Every tag that code can be said to want, for the test that holds them to the Hub's own list. */
export const TASKS_NAMED: readonly string[] = [
  ...ROWS.flatMap(({ task, several }) => (several ? [] : task)),
  ...Object.values(ALIASES),
  ...Object.values(METHODS),
];
