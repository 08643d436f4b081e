import { z } from 'zod';

/** Fields that cards and headers of templates are made of. */

export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'ids are kebab-case');
export const wordsOnOneLine = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\n'), 'must be one line');
export const prose = z.string().min(1);
