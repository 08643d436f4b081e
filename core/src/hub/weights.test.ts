import { describe, expect, it } from '@jest/globals';
import { bytesOfParameters, weightBytes } from './weights.ts';

const files = (sizes: Record<string, number>) =>
  Object.entries(sizes).map(([path, size]) => ({ path, size, lfs: true }));

describe('bytes of weights', () => {
  it('are those of all folders of a spaCy pipeline, whose files have no endings, without its wheel', () => {
    const sizes = {
      'config.cfg': 900,
      'ner/model': 6000,
      'vocab/key2row': 1,
      'en-3.8.whl': 12_000,
    };
    const files = Object.entries(sizes).map(([path, size]) => ({ path, size, lfs: false }));
    expect(weightBytes(files)).toBe(6001);
  });

  it('follow from the counts by dtype', () => {
    expect(bytesOfParameters({ BF16: 100, F32: 10 })).toBe(240);
    expect(bytesOfParameters({ F4: 3 })).toBe(2);
    expect(bytesOfParameters({ NEW: 3 })).toBeNull();
    expect(bytesOfParameters({})).toBeNull();
  });

  it.each<[string, Record<string, number>, number | null]>([
    [
      'safetensors, not both',
      { 'model.safetensors': 10, 'pytorch_model.bin': 11, 'tf_model.h5': 12 },
      10,
    ],
    [
      'shards',
      { 'model-00001-of-00002.safetensors': 5, 'model-00002-of-00002.safetensors': 6 },
      11,
    ],
    [
      'a whole file before its shards',
      { 'model.safetensors': 10, 'model-00001-of-00002.safetensors': 5 },
      10,
    ],
    ['no optimiser', { 'pytorch_model.bin': 7, 'optimizer.pt': 100, 'training_args.bin': 1 }, 7],
    ['no checkpoints', { 'model.safetensors': 3, 'checkpoint-500/model.safetensors': 3 }, 3],
    [
      'no variants',
      { 'unet/a.safetensors': 4, 'unet/a.fp16.safetensors': 2, 'model_index.json': 1 },
      4,
    ],
    ['only a variant', { 'model.fp16.safetensors': 2 }, 2],
    [
      'diffusers folders, not the single file',
      {
        'model_index.json': 1,
        'sd-v1-5.safetensors': 99,
        'unet/m.safetensors': 4,
        'vae/m.safetensors': 1,
      },
      5,
    ],
    ['the usual .bin before others', { 'pytorch_model.bin': 7, 'extra.bin': 50 }, 7],
    ['ONNX, where there is nothing else', { 'onnx/model.onnx': 8, 'config.json': 1 }, 8],
    ['not the ONNX copy', { 'onnx/model.onnx': 8, 'pytorch_model.bin': 9 }, 9],
    ['scikit-learn', { 'sklearn_model.joblib': 9, 'README.md': 1 }, 9],
    ['GGUF is chosen later', { 'model.Q4_K_M.gguf': 9 }, null],
    ['nothing', { 'README.md': 1 }, null],
  ])('%s', (_, sizes, bytes) => {
    expect(weightBytes(files(sizes))).toBe(bytes);
  });
});
