import { nextCursor } from './list.ts';
import type { AbortSignalLike } from './platform.ts';
import { parseAnswer, request, type Connection } from './request.ts';
import { succeed, type HubResult } from './result.ts';
import { treePath } from './urls.ts';
import type { HubFile } from './weights.ts';
import { TreeSchema } from './wire.ts';

/** The Hub gives 1,000 entries a page; a list of more than this is cut. */
const MOST_PAGES = 20;

/** All files of a model at a revision, with sizes. */
export const listFiles = async (
  hub: Connection,
  id: string,
  revision: string,
  signal?: AbortSignalLike,
): Promise<HubResult<readonly HubFile[]>> => {
  const files: HubFile[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await request(hub, {
      path: treePath(id, revision),
      query: [
        ['recursive', 'true'],
        ['expand', 'false'],
        ...(cursor === null ? [] : [['cursor', cursor] as const]),
      ],
      about: { model: id, revision },
      signal,
    });
    if (!answer.ok) return answer;
    const tree = parseAnswer(TreeSchema, answer.value, id);
    if (!tree.ok) return tree;
    for (const { type, path, size, lfs } of tree.value) {
      if (type === 'file') files.push({ path, size, lfs: lfs !== null });
    }
    cursor = nextCursor(answer.value.headers);
    if (cursor === null) break;
  }
  return succeed(files);
};
