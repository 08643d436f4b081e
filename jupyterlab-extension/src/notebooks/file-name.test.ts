import { expect, it } from '@jest/globals';
import { freeName } from './file-name.ts';

it('never takes a name that is there', () => {
  expect(freeName('a', new Set())).toBe('a.ipynb');
  expect(freeName('a', new Set(['a.ipynb', 'a-2.ipynb']))).toBe('a-3.ipynb');
});
