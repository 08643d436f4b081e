import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Places where a text of any length is taken. */
function endless(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => endless(value, `${place}/${key}`));
  const {
    type,
    maxLength,
    enum: values,
    const: only,
    format,
    pattern,
    maxItems,
  } = schema as Schema;
  const bounded =
    type === 'array'
      ? maxItems !== undefined
      : type !== 'string' ||
        maxLength !== undefined ||
        values !== undefined ||
        only !== undefined ||
        format === 'uuid' ||
        (typeof pattern === 'string' && /^\^(?:\[[^\]]+\]\{(?:\d+,)?\d+\})+\$$/.test(pattern));
  return bounded ? inner : [place, ...inner];
}

describe('what an address may hold', () => {
  it.each(Object.entries<Endpoint>(endpoints))('%s: every text is bounded', (_, endpoint) => {
    const places = [endpoint.params, endpoint.query].flatMap((part) =>
      part === undefined ? [] : endless(z.toJSONSchema(part, { io: 'input' }), ''),
    );
    expect(places).toEqual([]);
  });

  it('finds one that is not', () => {
    const schema = z.toJSONSchema(z.object({ q: z.array(z.string()).optional() }), { io: 'input' });
    expect(endless(schema, '')).toEqual(['/properties/q', '/properties/q/items']);
  });
});
