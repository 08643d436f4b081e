import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DECK } from '../deck/data.ts';
import { INPUT_KINDS, OUTPUT_KINDS, UI_COMPONENTS, type InputKind } from '../deck/shapes.ts';
import {
  compatibleComponents,
  isCompatible,
  nearestComponent,
  UNIVERSAL_COMPONENTS,
  type Shape,
} from './compatibility.ts';

const shape = (inputs: readonly InputKind[], output: Shape['output'], streams = false): Shape => ({
  title: 'testing',
  inputs: inputs.map((kind) => ({ name: kind, kind, label: kind })),
  output,
  streams,
});

const anyShape: fc.Arbitrary<Shape> = fc
  .tuple(
    fc.array(fc.constantFrom(...INPUT_KINDS), { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...OUTPUT_KINDS),
    fc.boolean(),
  )
  .map(([inputs, output, streams]) => shape(inputs, output, streams));

describe('compatibleComponents', () => {
  it.each([
    ['a chat model', shape(['messages'], 'text', true), 'chat completion streaming batch'],
    ['a base language model', shape(['text'], 'text', true), 'completion streaming batch'],
    ['a classifier', shape(['text'], 'labels'), 'completion batch'],
    ['an image classifier', shape(['image'], 'labels'), 'batch'],
    ['a captioner', shape(['image'], 'text'), 'batch'],
    [
      'a model that talks about images',
      shape(['image', 'text'], 'text', true),
      'chat completion streaming batch',
    ],
    ['a model of task tokens', shape(['image', 'text'], 'text'), 'completion batch'],
    [
      'a model that talks about sounds',
      shape(['audio', 'text'], 'text', true),
      'chat completion streaming batch',
    ],
    ['a ViLT', shape(['image', 'text'], 'labels'), 'completion batch'],
    ['a picture out of noise', shape(['seed'], 'image'), ''],
    ['a table reader', shape(['text', 'table'], 'answer'), 'completion batch'],
  ])('%s', (_, one, expected) => {
    expect(compatibleComponents(one)).toEqual([
      ...expected.split(' ').filter(Boolean),
      ...UNIVERSAL_COMPONENTS,
    ]);
  });

  it('always offers the universal components', () => {
    fc.assert(
      fc.property(anyShape, (one) => {
        expect(compatibleComponents(one)).toEqual(
          expect.arrayContaining([...UNIVERSAL_COMPONENTS]),
        );
      }),
    );
  });
});

describe('nearestComponent', () => {
  it('fits, and says why only when it had to replace', () => {
    fc.assert(
      fc.property(anyShape, fc.constantFrom(...UI_COMPONENTS), (one, wanted) => {
        const { component, findings } = nearestComponent(wanted, one);
        expect(isCompatible(component, one)).toBe(true);
        expect(findings).toHaveLength(component === wanted ? 0 : 1);
        expect(component === wanted).toBe(isCompatible(wanted, one));
      }),
    );
  });

  it.each([
    ['chat', shape(['text'], 'text', true), 'streaming', 'reads messages'],
    ['chat', shape(['text'], 'labels'), 'completion', 'gives labels with scores'],
    ['chat', shape(['image'], 'boxes'), 'gradio', 'gives boxes in a picture'],
    ['streaming', shape(['messages'], 'text'), 'completion', 'word by word'],
    ['streaming', shape(['text'], 'vector'), 'completion', 'word by word'],
    ['completion', shape(['image'], 'labels'), 'gradio', 'reads text'],
    ['batch', shape(['seed'], 'image'), 'gradio', 'random seed'],
  ] as const)('%s -> %#', (wanted, one, component, words) => {
    const nearest = nearestComponent(wanted, one);
    expect(nearest.component).toBe(component);
    expect(nearest.findings[0]?.code).toBe('component-replaced');
    expect(nearest.findings[0]?.message).toContain(words);
  });

  it('covers every component of the deck for every adapter of the deck', () => {
    for (const adapter of Object.values(DECK.adapters)) {
      for (const { id } of DECK.components) {
        expect(isCompatible(nearestComponent(id, adapter).component, adapter)).toBe(true);
      }
    }
  });
});
