import { expect, it } from '@jest/globals';
import { NO_FACTS } from '../hub/no-facts.ts';
import { familyOf, knowsAdapter } from './families.ts';

const family = (changes: Partial<typeof NO_FACTS>) => familyOf({ ...NO_FACTS, ...changes });

it('knows nothing of a model of no family', () => {
  expect(family({ modelType: 'bert' })).toMatchObject({ float32: false, needs: [], adapters: [] });
});

it('lets the family win that says more of whom it means', () => {
  const languages = (id: string) => family({ id, modelType: 'm2m_100' }).languages;
  expect(languages('facebook/m2m100_418M')).toEqual({ source: 'en', target: 'de' });
  expect(languages('facebook/NLLB-200-distilled-600M')?.source).toBe('eng_Latn');
});

it('matches the whole of a model type, and the task where a family names one', () => {
  expect(family({ modelType: 'vits' }).float32).toBe(true);
  expect(family({ modelType: 'vits2' }).float32).toBe(false);
  expect(family({ modelType: 't5', task: 'summarization' }).prefix).toBe('summarize: ');
  expect(family({ modelType: 't5', task: 'text2text-generation' }).prefix).toBeUndefined();
});

it('gives an adapter that was written for some families to those only', () => {
  expect(knowsAdapter('mask-generation', family({ modelType: 'sam_hq' }))).toBe(true);
  expect(knowsAdapter('mask-generation', family({ modelType: 'bert' }))).toBe(false);
  expect(knowsAdapter('fill-mask', family({ modelType: 'bert' }))).toBe(true);
});
