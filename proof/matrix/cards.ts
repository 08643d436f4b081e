import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UI_COMPONENTS, DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import type { Case, ProofModel } from './case.ts';
import { rotation } from './full.ts';

const LineSchema = z.object({ model_id: z.string() });

/** Ids of a corpus, without the older versions of a card (`org/name@2020`). */
export const cardIds = (corpus: string): string[] => {
  const ids = readFileSync(join(corpus, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => LineSchema.parse(JSON.parse(line)).model_id.split('@')[0] ?? '');
  return [...new Set(ids)];
};

/** Ids spread evenly over the sorted corpus, always the same for the same number. */
export const spread = (ids: readonly string[], wanted: number): string[] => {
  const sorted = ids.toSorted((a, b) => a.localeCompare(b));
  if (wanted >= sorted.length) return sorted;
  const step = sorted.length / wanted;
  return Array.from({ length: wanted }, (_, place) => sorted[Math.floor(place * step)] ?? '');
};

/** One notebook a real card, and one on the stand-in for a graphics card; components and difficulties rotate. */
export const cardCases = (models: readonly ProofModel[]): Case[] =>
  models.flatMap((model, turn) => {
    const components = model.shape?.components ?? UI_COMPONENTS;
    const one: Case = {
      model,
      ui: components[turn % components.length] ?? 'gradio',
      difficulty: DIFFICULTIES[turn % DIFFICULTIES.length] ?? 'beginner',
      ...rotation(turn),
    };
    return model.shape?.gpu ? [one, { ...one, gpu: true }] : [one];
  });
