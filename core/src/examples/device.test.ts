import { describe, expect, it } from '@jest/globals';
import { indexOf } from '../rules/code-index.ts';
import { bareCuda } from './device.ts';

describe('a graphics card that is asked for', () => {
  it.each([
    'model.to("cuda")',
    'device = torch.device("cuda:1")',
    'model = model.cuda()',
    'on_gpu = True\nmodel.to("cuda" if on_gpu else "cpu")',
  ])('without looking is found: %s', (source) => {
    expect(bareCuda(indexOf(source)).map(({ code }) => code)).toEqual(['example-bare-cuda']);
  });

  it.each([
    'device = "cuda" if torch.cuda.is_available() else "cpu"',
    'on_gpu = ctranslate2.get_cuda_device_count() > 0\nmodel.to("cuda" if on_gpu else "cpu")',
    'has_gpu = torch.cuda.is_available()\nif has_gpu:\n    model.cuda()',
    'if torch.cuda.is_available():\n    model = model.to("cuda")',
    'longest = 256 if device == "cuda" else 64',
  ])('where there is one is well: %s', (source) => {
    expect(bareCuda(indexOf(source))).toEqual([]);
  });
});
