import { memberOf, valueAt, withOwnLink } from '@alacard/core/sharing';
import { sha256 } from './identifiers.ts';
import { type Kept, keptText } from './packed.ts';

/** A file as it leaves the server. */
export interface Content {
  /** UTF-8: outside the heap, and ready to be sent. */
  readonly file: Uint8Array<ArrayBuffer>;
  /** Of these very bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Commit of the model that the notebook says it was made for. */
  readonly revision: string | null;
}

export interface Stored extends Kept {
  readonly share_id: string;
  /** Address of this server. */
  readonly server: string;
}

/**
 * What was sent, with the link to its own page in it. Made when it is read, not
 * when it is shared: an address may change, older notebooks have one as well,
 * and what is stored stays what its author sent.
 */
export function served({ share_id, server, ...kept }: Stored): Content {
  const ipynb = withOwnLink(keptText(kept) ?? '', {
    server,
    share_id,
    url: `${server}/n/${share_id}`,
  });
  const file = new TextEncoder().encode(ipynb);
  return { file, sha256: sha256(file), bytes: file.byteLength, revision: revisionOf(ipynb) };
}

/** The file as it was sent, where finding the place of the link takes too long. */
export function unlinked(kept: Stored): Content {
  const file = new TextEncoder().encode(keptText(kept) ?? '');
  return { file, sha256: sha256(file), bytes: file.byteLength, revision: null };
}

const SHA = /^"([0-9a-f]{40})"$/;

/** `metadata.alacard.model.sha`, without parsing megabytes. */
function revisionOf(ipynb: string): string | null {
  let place = valueAt(ipynb);
  for (const name of ['metadata', 'alacard', 'model', 'sha']) {
    const found = memberOf(ipynb, place, name);
    if (found === null) return null;
    place = found;
  }
  return SHA.exec(ipynb.slice(place.start, Math.min(place.end, place.start + 50)))?.[1] ?? null;
}
