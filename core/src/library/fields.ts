import { z } from 'zod';

export const oneLineText = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\n'), 'must be one line');

/** The source of a regular expression; it must compile. */
export const pattern = oneLineText.refine((source) => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}, 'must be a regular expression');
