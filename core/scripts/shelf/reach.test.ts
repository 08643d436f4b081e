import { expect, it } from '@jest/globals';
import { dispatch } from '../../src/library/dispatch.ts';
import { unreached } from './reach.ts';

const choose = (facts: Parameters<typeof dispatch>[0]): string => dispatch(facts).adapter;
const file = (id: string): string => `libraries/transformers/tasks/${id}.py`;

it('finds the adapter that no library gives, by the model its header names', () => {
  const facts = { task: 'fill-mask' };
  const adapters = ['fill-mask', 'image-captioning'].map((id) => ({ id, file: file(id), facts }));
  expect(unreached(adapters, choose)).toEqual([
    'libraries/transformers/tasks/image-captioning.py: no model gets this adapter. For {"task":"fill-mask"} (reached_by) the libraries choose "fill-mask"; let libraries/transformers/takes.ts give "image-captioning".',
  ]);
});
