import { describe, expect, it } from '@jest/globals';
import { DECK } from '../deck/data.ts';
import { adapterForCandidate, adapterIdForCandidate } from './candidate-adapter.ts';

const candidate = { id: 'some/model', task: null, library: null, tags: [], downloads: 0 };

describe('adapterIdForCandidate', () => {
  it.each([
    ['HuggingFaceTB/SmolLM2-135M-Instruct', 'text-generation-chat'],
    ['openai-community/gpt2', 'text-generation'],
    ['sentence-transformers/all-MiniLM-L6-v2', 'sentence-similarity'],
    ['cross-encoder/ms-marco-MiniLM-L6-v2', 'text-ranking'],
    ['timm/resnet18.a1_in1k', 'timm-image-classification'],
    ['google/ddpm-cifar10-32', 'unconditional-image-generation'],
  ])('%s gets %s', (id, adapter) => {
    const model = DECK.models.find((one) => one.id === id);
    expect(model && adapterIdForCandidate(model)).toBe(adapter);
  });

  it('gives every curated model an adapter of its task', () => {
    const ids = DECK.models.map((model) => [model.id, adapterIdForCandidate(model)] as const);
    const inspected = ids.filter(([, adapter]) => adapter === 'inspect').map(([id]) => id);
    // Libraries of their own: dealt only once they have a template.
    expect(inspected.filter((id) => !/^amazon\/chronos|^laion\/CLIP/.test(id))).toEqual([]);
  });

  it('knows a model by its tags or size, and says when it knows nothing', () => {
    expect(adapterIdForCandidate(candidate)).toBeNull();
    expect(adapterIdForCandidate({ ...candidate, tags: ['gguf'] })).toBe('gguf');
    const large = { ...candidate, task: 'text-generation', library: 'transformers' };
    expect(adapterIdForCandidate({ ...large, parameters: 70e9 })).toBe('api-chat');
  });
});

describe('adapterForCandidate', () => {
  it('looks the adapter up in the deck', () => {
    const adapter = DECK.adapters['text-classification'];
    const find = adapterForCandidate({
      adapters: adapter ? { 'text-classification': adapter } : {},
    });
    expect(find({ ...candidate, task: 'text-classification' })).toBe(adapter);
    expect(find({ ...candidate, task: 'fill-mask' })).toBeNull();
  });
});
