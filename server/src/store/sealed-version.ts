import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { NotebookKey } from './keyring.ts';
import { type Kept, packLarge } from './packed.ts';

const gunzip = promisify<zlib.InputType, Buffer>(zlib.gunzip);

/** A version of a private notebook, out of its envelope. */
interface Unsealed extends Kept {
  readonly recipe: unknown;
}

/** First byte of what is inside: gzip of JSON until schema 8, then this. */
const PACKED = 2;
const HEAD = 5;

const placeOf = (version: number): string => `version ${version}`;

/**
 * What is sealed is what was checked: packed already, so that nothing is left to
 * be done but to encrypt it. One byte of format, four of the recipe's length
 * (big-endian), the recipe as JSON, the packed file.
 */
export function sealVersion(
  key: NotebookKey,
  version: number,
  { packed, recipe }: { readonly packed: Uint8Array; readonly recipe: unknown },
): Buffer {
  const about = Buffer.from(JSON.stringify(recipe));
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(PACKED);
  head.writeUInt32BE(about.byteLength, 1);
  return key.sealBytes(Buffer.concat([head, about, packed]), placeOf(version));
}

/** @throws Error when it was altered, or belongs elsewhere */
export async function openVersion(
  key: NotebookKey,
  version: number,
  sealed: Uint8Array,
): Promise<Unsealed> {
  const plain = key.openBytes(sealed, placeOf(version));
  if (plain[0] === PACKED) {
    const end = HEAD + plain.readUInt32BE(1);
    return {
      ipynb: null,
      packed: plain.subarray(end),
      recipe: JSON.parse(plain.toString('utf8', HEAD, end)),
    };
  }
  // SAFETY: written by an earlier version of this server, and authenticated by its envelope.
  const { ipynb, recipe } = JSON.parse((await gunzip(plain)).toString('utf8')) as {
    ipynb: string;
    recipe: unknown;
  };
  return { ipynb, packed: null, recipe };
}

/** The file of a version as it is kept in the open. */
export const packedOf = async ({ ipynb, packed }: Kept): Promise<Uint8Array> =>
  packed ?? packLarge(ipynb ?? '');
