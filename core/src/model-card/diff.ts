/** True for the output of `diff` or `git diff`: a piece of some file, never an example. */
export const isPatch = (text: string): boolean =>
  /^(?:diff --git |@@ [-+\d, ]+@@|index [\da-f]{6,})/m.test(text);

/** True when lines carry added or removed marks. */
export const hasDiffMarks = (text: string): boolean =>
  /^[+-](?: {1,}\S|\w|$)/m.test(text) && /^\+/m.test(text);

/**
 * The text after a diff: removed lines dropped, marks of added lines taken off.
 * Where the mark stands in place of a space of indentation it becomes one.
 */
export function applyDiff(text: string): string {
  const lines = text.split('\n');
  const context = lines.filter((line) => line.trim() !== '' && !/^[+-]/.test(line));
  const padded = context.length > 0 && context.every((line) => line.startsWith(' '));
  // "+ x = 1" at the margin: the mark brings a space of its own, on every line.
  const spaced = lines.some((line) => /^\+ \S/.test(line));
  return lines
    .filter((line) => !line.startsWith('-'))
    .map((line) => {
      if (!line.startsWith('+')) return padded ? line.slice(1) : line;
      const rest = line.slice(1);
      if (padded) return rest;
      if (spaced) return rest.replace(/^ /, '');
      return rest.startsWith(' ') ? ` ${rest}` : rest;
    })
    .join('\n');
}
