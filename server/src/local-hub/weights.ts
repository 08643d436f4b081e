import { isObject, type RepoFile, type RepoFiles } from './files.ts';
import { readGguf, type GgufFacts } from './gguf.ts';

/** `safetensors` of the model info: number of values by dtype, and in all. */
export interface SafetensorsFacts {
  readonly parameters: Readonly<Record<string, number>>;
  readonly total: number;
}

/** Bytes of a file that are looked at: more than any header of a model that fits a machine. */
const MOST_HEADER = 64 * 1024 ** 2;

/** The files the Hub looks at: the model at the top, whole or in shards, or an adapter. */
const MODEL = /^(model|adapter_model|diffusion_pytorch_model)(-\d{5}-of-\d{5})?\.safetensors$/;

export const safetensorsOf = (files: RepoFiles): SafetensorsFacts | null => {
  const parameters: Record<string, number> = {};
  const shards = [...files.values()].filter(({ path }) => MODEL.test(path));
  for (const shard of shards) {
    for (const { dtype, values } of tensorsOf(shard)) {
      parameters[dtype] = (parameters[dtype] ?? 0) + values;
    }
  }
  if (shards.length === 0) return null;
  return { parameters, total: Object.values(parameters).reduce((sum, each) => sum + each, 0) };
};

/**
 * Header of a safetensors file: 8 bytes of length (little endian), then JSON.
 * Source: the safetensors format description.
 */
const tensorsOf = (file: RepoFile): { dtype: string; values: number }[] => {
  const bytes = file.head(MOST_HEADER);
  if (bytes.length < 8) return [];
  const length = Number(bytes.readBigUInt64LE(0));
  if (length > bytes.length - 8) return [];
  const header: unknown = JSON.parse(bytes.subarray(8, 8 + length).toString('utf8'));
  if (!isObject(header)) return [];
  return Object.entries(header).flatMap(([name, tensor]) => {
    if (name === '__metadata__' || !isObject(tensor)) return [];
    const { dtype, shape } = tensor;
    if (typeof dtype !== 'string' || !Array.isArray(shape)) return [];
    return [{ dtype, values: shape.reduce((product: number, each) => product * Number(each), 1) }];
  });
};

export const ggufOf = (files: RepoFiles): GgufFacts | null => {
  const file = [...files.values()].find(({ path }) => path.endsWith('.gguf'));
  return file ? readGguf(file.head(MOST_HEADER)) : null;
};
