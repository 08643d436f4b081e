import { account } from './access.ts';
import type { RepoFile } from './files.ts';
import { gitOid } from './files.ts';
import { infoOf } from './info.ts';
import { decodeCursor, encodeCursor, expandOf, picked } from './list-route.ts';
import { refuseBytes } from './access.ts';
import { send, sendError, sendJson, type HubCall } from './reply.ts';
import type { Repo } from './repo.ts';

/** Fields given only when asked for. Source: python-truth 3.4. */
const NOT_DEFAULT = ['baseModels', 'trendingScore', 'securityRepoStatus'];

export const sendNoRevision = (call: HubCall, revision: string): void => {
  sendError(call, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
};

/** `GET /api/models/{id}[/revision/{rev}]` */
export const infoRoute = async (call: HubCall, repo: Repo): Promise<void> => {
  const info = infoOf(repo);
  const expand = expandOf(call.query);
  if (expand.length > 0) {
    const unknown = expand.find((field) => !EXPANDABLE.includes(field));
    if (unknown !== undefined) {
      sendError(call, 400, null, `"expand" must be one of [${EXPANDABLE.join(', ')}]: ${unknown}`);
      return;
    }
    sendJson(call, await picked(repo, expand));
    return;
  }
  const withSecurity = call.query.get('securityStatus') === 'true';
  const withBlobs = call.query.get('blobs') === 'true';
  const hidden = withSecurity ? NOT_DEFAULT.slice(0, -1) : NOT_DEFAULT;
  sendJson(call, {
    ...Object.fromEntries(Object.entries(info).filter(([field]) => !hidden.includes(field))),
    ...('sha' in info ? {} : { sha: await repo.commit() }),
    ...(withBlobs
      ? {
          siblings: await Promise.all(
            [...repo.files.values()].map(async (file) => ({
              rfilename: file.path,
              size: file.size,
              blobId: await file.oid(),
              ...(file.lfs
                ? { lfs: { sha256: await file.sha256(), size: file.size, pointerSize: 134 } }
                : {}),
            })),
          ),
        }
      : {}),
  });
};

/** Values the Hub's 400 answer lists. Source: python-truth 3.4. */
const EXPANDABLE =
  'author baseModels cardData config createdAt disabled downloads downloadsAllTime evalResults gated inference inferenceProviderMapping lastModified library_name likes mask_token model-index pipeline_tag private safetensors sha siblings spaces tags transformersInfo trendingScore widgetData gguf resourceGroup xetEnabled childrenModelCount usedStorage'.split(
    ' ',
  );

const entry = async (file: RepoFile): Promise<Record<string, unknown>> => ({
  type: 'file',
  oid: await file.oid(),
  size: file.size,
  path: file.path,
  ...(file.lfs ? { lfs: { oid: await file.sha256(), size: file.size, pointerSize: 134 } } : {}),
});

/** `GET /api/models/{id}/tree/{rev}[/folder]` */
export const treeRoute = async (
  call: HubCall,
  repo: Repo,
  revision: string,
  folder: string,
  pageSize: number,
): Promise<void> => {
  if (!(await repo.exists())) {
    sendNoRevision(call, revision);
    return;
  }
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = [...repo.files.values()].filter(({ path }) => path.startsWith(prefix));
  if (prefix !== '' && inside.length === 0) {
    sendError(call, 404, 'EntryNotFound', `${folder} does not exist on "${revision}"`);
    return;
  }
  const recursive = ['true', '1'].includes(call.query.get('recursive')?.toLowerCase() ?? '');
  const entries = recursive ? inside : oneLevel(inside, prefix);
  const from = decodeCursor(call.query.get('cursor'));
  const limit = Math.max(1, Math.min(Number(call.query.get('limit')) || pageSize, pageSize));
  const next = new URLSearchParams(call.query);
  next.set('cursor', encodeCursor(from + limit));
  const more = from + limit < entries.length;
  sendJson(
    call,
    await Promise.all(
      entries
        .slice(from, from + limit)
        .map((one) => ('type' in one ? Promise.resolve(one) : entry(one))),
    ),
    more ? { link: `<${call.origin}${call.path}?${next.toString()}>; rel="next"` } : {},
  );
};

interface Folder {
  readonly type: 'directory';
  readonly oid: string;
  readonly size: 0;
  readonly path: string;
}

/** Files of one folder, and the folders in it. */
const oneLevel = (files: readonly RepoFile[], prefix: string): (RepoFile | Folder)[] => {
  const folders = new Set<string>();
  return files.flatMap((file): (RepoFile | Folder)[] => {
    const rest = file.path.slice(prefix.length);
    if (!rest.includes('/')) return [file];
    const path = prefix + rest.slice(0, rest.indexOf('/'));
    if (folders.has(path)) return [];
    folders.add(path);
    return [{ type: 'directory', oid: gitOid(path), size: 0, path }];
  });
};

/** `POST /api/models/{id}/paths-info/{rev}`: a form (Python) or JSON (JavaScript). */
export const pathsInfoRoute = async (
  call: HubCall,
  repo: Repo,
  revision: string,
): Promise<void> => {
  if (!(await repo.exists())) {
    sendNoRevision(call, revision);
    return;
  }
  const paths = pathsOf(await bodyOf(call), call.request.headers['content-type'] ?? '');
  const found = paths.flatMap((path) => repo.files.get(path) ?? []);
  const lastCommit = {
    id: await repo.commit(),
    title: 'Add model',
    date: '2026-01-01T00:00:00.000Z',
  };
  sendJson(
    call,
    await Promise.all(found.map(async (file) => ({ ...(await entry(file)), lastCommit }))),
  );
};

/** Bytes of a list of paths. */
const MOST_BODY = 1024 ** 2;
/** More was sent than any list of paths has. */
export class TooLong extends Error {}

const bodyOf = async ({ request }: HubCall): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  // SAFETY: a request without an encoding gives buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BODY) throw new TooLong();
  }
  return Buffer.concat(chunks).toString('utf8');
};

const pathsOf = (body: string, type: string): string[] => {
  if (!type.includes('json')) return new URLSearchParams(body).getAll('paths');
  let value: unknown = null;
  try {
    value = JSON.parse(body);
  } catch {
    // No JSON names no paths.
  }
  const paths: unknown =
    typeof value === 'object' && value !== null && 'paths' in value ? value.paths : [];
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
};

/** `GET /api/models/{id}/refs` */
export const refsRoute = async (call: HubCall, repo: Repo): Promise<void> => {
  sendJson(call, {
    branches: [{ name: 'main', ref: 'refs/heads/main', targetCommit: await repo.commit() }],
    tags: [],
    converts: [],
  });
};

/** `GET /api/models/{id}/auth-check`: 200 when the bytes may be read. */
export const authCheckRoute = (call: HubCall, repo: Repo): void => {
  if (!refuseBytes(call, repo)) send(call, 200, '');
};

/** `GET /api/whoami-v2` */
export const whoAmIRoute = (call: HubCall): void => {
  const who = account(call.caller);
  if (who === null) sendError(call, 401, null, 'Invalid username or password.');
  else sendJson(call, who);
};
