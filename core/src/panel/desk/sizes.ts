import type { MODEL_SIZES } from '../protocol/faces.ts';

export type ModelSize = (typeof MODEL_SIZES)[number];

/** Parameters of each size: at least `min`, at most `max`. */
export const SIZE_RANGES: Readonly<Record<ModelSize, { min?: number; max?: number }>> = {
  tiny: { max: 5e8 },
  small: { min: 5e8, max: 3e9 },
  medium: { min: 3e9, max: 13e9 },
  large: { min: 13e9 },
};

export const isOfSize = (parameters: number | null, size: ModelSize | null): boolean => {
  if (size === null) return true;
  const { min = 0, max = Infinity } = SIZE_RANGES[size];
  return parameters !== null && parameters >= min && parameters <= max;
};
