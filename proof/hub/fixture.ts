import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Repositories for tests: id -> path -> content; objects are written as JSON. */
export type Repositories = Readonly<
  Record<string, Readonly<Record<string, string | Buffer | object>>>
>;

/** Writes repositories into a folder that `startLocalHub` takes as a root. */
export const writeRepositories = (root: string, repositories: Repositories): void => {
  for (const [id, files] of Object.entries(repositories)) {
    for (const [path, content] of Object.entries(files)) {
      const full = join(root, id, path);
      mkdirSync(dirname(full), { recursive: true });
      const plain = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(full, plain ? content : JSON.stringify(content));
    }
  }
};

/** A safetensors file with zeros: name -> [dtype, shape, bytes a value]. */
export const safetensors = (
  tensors: Readonly<Record<string, readonly [dtype: string, shape: number[], bytes: number]>>,
): Buffer => {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, [dtype, shape, bytes]]) => {
      const begin = end;
      end += shape.reduce((product, each) => product * each, bytes);
      return [name, { dtype, shape, data_offsets: [begin, end] }];
    }),
  );
  const text = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(end)]);
};
