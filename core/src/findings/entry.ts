import type { Finding, Severity } from './finding.ts';

/** One kind of finding: how bad it is, and what it says about the values it was made of. */
export interface Entry<V = never> {
  readonly severity: Severity;
  /** What else it can be, where the place it was found in makes it graver or milder. */
  readonly also?: readonly Severity[];
  /** What happened, to which thing, and what to do next. */
  readonly says: string | ((values: V) => string);
}
export type Entries = Readonly<Record<string, Entry>>;

type Words = Pick<Finding, 'severity' | 'message'>;
type ValuesOf<E> = E extends { readonly says: (values: infer V) => string } ? [values: V] : [];
type AlsoOf<E> = E extends { readonly severity: infer O; readonly also: readonly (infer S)[] }
  ? [severity?: O | S]
  : [];

/**
 * What makes findings of a part of the registry: the code, the values its
 * sentence needs, and another severity where the registry allows one.
 */
export function sayer<const R extends Entries>(entries: R) {
  return <C extends keyof R & string>(
    code: C,
    ...rest: [...ValuesOf<R[C]>, ...AlsoOf<R[C]>]
  ): Words & { readonly code: C } => {
    // SAFETY: the types above say that a sentence made of values comes with them, and what may follow.
    const { says, severity } = entries[code] as unknown as Entry<unknown>;
    const values = typeof says === 'string' ? [] : rest.slice(0, 1);
    const other = rest[values.length] as Severity | undefined;
    const message = typeof says === 'string' ? says : says(values[0]);
    return { code, severity: other ?? severity, message };
  };
}
