import { z } from 'zod';

/**
 * Pieces of schemas that say one thing about a value, however much of it is
 * wrong: zod's own lists and records collect an issue for each wrong element,
 * which four million of them turn into gigabytes.
 */

/** A list of at most `most`; of wrong elements, the first is told. */
export const boundedList = <Element extends z.ZodType>(element: Element, most: number) =>
  z
    .custom<readonly unknown[]>(Array.isArray, 'expected a list')
    .transform((items, context): z.output<Element>[] => {
      if (items.length > most) {
        context.issues.push({
          code: 'custom',
          input: undefined,
          message: `expected at most ${most} of them, not ${items.length}`,
        });
        return z.NEVER;
      }
      const read: z.output<Element>[] = [];
      for (const [index, item] of items.entries()) {
        const result = element.safeParse(item);
        if (!result.success) {
          const { path = [], message = 'not valid' } = result.error.issues[0] ?? {};
          context.issues.push({
            code: 'custom',
            input: undefined,
            path: [index, ...path],
            message,
          });
          return z.NEVER;
        }
        read.push(result.data);
      }
      return read;
    });

/** An object whose values nobody looks at. */
export const anyRecord = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);

const isText = (value: unknown): value is string => typeof value === 'string';

export const texts = z.custom<string[]>(
  (value) => Array.isArray(value) && value.every(isText),
  'expected a list of texts',
);

/** nbformat's multi-line text: one text, or its lines. */
export const multiline = z.custom<string | string[]>(
  (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
  'expected a text or a list of texts',
);
