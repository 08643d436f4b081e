/** What the tests inside an extension host need of an assertion library, in both kinds of host. */
const show = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 600 ? `${text.slice(0, 600)} …` : text;
};

/** Keys in one order: two objects with the same content are the same text. */
const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  if (canonical(actual) === canonical(expected)) return;
  throw new Error(`${what}\n  is       ${show(actual)}\n  expected ${show(expected)}`);
}

export function match(text: string, pattern: RegExp, what = 'text'): void {
  if (!pattern.test(text)) throw new Error(`${what} does not match ${pattern}\n  ${show(text)}`);
}

/** Asks again until there is an answer other than undefined, null or false. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  seconds = 40,
): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) {
      // SAFETY: what is neither undefined, null nor false.
      return answer as NonNullable<Exclude<T, false>>;
    }
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
