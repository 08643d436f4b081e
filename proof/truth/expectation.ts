/** What a right notebook for one model must do, as data: `expectations/*.yaml`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const Pattern = z.string().transform((text, ctx) => {
  try {
    return new RegExp(text, 'iu');
  } catch (error) {
    ctx.addIssue(String(error));
    return z.NEVER;
  }
});
const oneOrMore = <T>(schema: z.ZodType<T>) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);

/** A call by the end of its dotted name, and patterns its arguments' source must fit. */
const Call = z.strictObject({
  call: z.string(),
  with: z.record(z.string(), Pattern).default({}),
  without: z.array(z.string()).default([]),
  args: z.array(Pattern).default([]),
  /** `model-card` for calls of the author's example only, `alacard` for our own; both without. */
  origin: z.enum(['alacard', 'model-card']).optional(),
});
export type CallPattern = z.infer<typeof Call>;

/** Each part of a way must hold; `calls` are looked for in every code cell of the notebook. */
const Way = z.strictObject({
  adapter: oneOrMore(z.string()).optional(),
  calls: z.array(Call).default([]),
  absent: z.array(Call).default([]),
  /** Constants of the notebook by name (the first of a `|` list that is there): bounds or a pattern. */
  values: z
    .record(
      z.string(),
      z.strictObject({
        min: z.number().optional(),
        max: z.number().optional(),
        is: Pattern.optional(),
      }),
    )
    .default({}),
  /** Patterns of which each fits some string literal of Alacard's own cells. */
  literals: z.array(Pattern).default([]),
  /** Patterns that no string literal of Alacard's own cells fits. */
  never: z.array(Pattern).default([]),
  /** Patterns of which each fits somewhere in Alacard's own code, and of which none does. */
  code: z.array(Pattern).default([]),
  noCode: z.array(Pattern).default([]),
  /** Patterns of which each fits an install line. */
  installs: z.array(Pattern).default([]),
  findings: z.array(z.string()).default([]),
});
export type Way = z.infer<typeof Way>;

const Expectation = z.strictObject({
  id: z.string(),
  /** Where the fact comes from: library source, card, documentation. */
  source: z.string(),
  /** The notebook is right when one of the ways holds at every level. */
  right: oneOrMore(Way),
});
export type Expectation = z.infer<typeof Expectation>;

const File = z.strictObject({
  /** What holds for every model of the file, beside its own ways. */
  every: Way,
  models: z.array(Expectation),
});
export type ExpectationFile = z.infer<typeof File>;

export function readExpectations(file: string): ExpectationFile {
  return File.parse(parse(readFileSync(file, 'utf8')));
}
