import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { MAX_IPYNB_BYTES } from '@alacard/core/sharing';

/**
 * A file as it is kept: zstd (RFC 8878) of its UTF-8. Made where a file is
 * checked, so that the database writes a fifth of it, and its own, slower
 * compression is not in anybody's way.
 */
export function pack(text: string): Uint8Array<ArrayBuffer> {
  const packed = zlib.zstdCompressSync(text);
  // Of its own, so that it can change its thread instead of being copied.
  return packed.byteLength === packed.buffer.byteLength ? packed : new Uint8Array(packed);
}

const compress = promisify<zlib.InputType, Buffer>(zlib.zstdCompress);

/** The same in another thread, for what is large. */
export const packLarge = (text: string): Promise<Uint8Array> => compress(text);

/** @throws RangeError when it is larger than any file may be */
export const unpack = (packed: Uint8Array): string =>
  zlib.zstdDecompressSync(packed, { maxOutputLength: MAX_IPYNB_BYTES }).toString('utf8');

/** The two ways in which the text of a version is kept in the open. */
export interface Kept {
  /** Of versions shared before files were packed. */
  readonly ipynb: string | null;
  readonly packed: Uint8Array | null;
}

/** The text; null: it is sealed. */
export const keptText = ({ ipynb, packed }: Kept): string | null =>
  packed === null ? ipynb : unpack(packed);
