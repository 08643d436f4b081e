import type { Sharing, SharingResult } from '../client.ts';
import type { Recipe } from '../../recipe/schema.ts';
import type { RemixOf } from '../../ipynb/marks.ts';
import type { ShareRef } from './share-ref.ts';

export interface OpenedShare {
  readonly recipe: Recipe;
  readonly remixOf: RemixOf;
  readonly title: string;
}

/**
 * Fetches a shared notebook to remix. What stands in the way (unreachable,
 * gone, withheld, a newer recipe) is a problem whose detail says it in words.
 * @param sharing a client of `ref.server`.
 */
export async function openShared(
  ref: ShareRef,
  sharing: Sharing,
  signal?: AbortSignal,
): Promise<SharingResult<OpenedShare>> {
  const { server, shareId: share_id, version } = ref;
  const answer = await sharing.call('get', {
    params: { share_id },
    query: version === undefined ? {} : { version },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!answer.ok) return answer;
  const { recipe, title, author, licence, version: at } = answer.value;
  const remixOf = { server, share_id, version: at, title, author: author.name, licence };
  return { ok: true, value: { recipe, title, remixOf } };
}
