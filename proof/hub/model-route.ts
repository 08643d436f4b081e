import { account } from './access.ts';
import type { RepoFile } from './files.ts';
import { gitOid } from './files.ts';
import { infoOf } from './info.ts';
import { decodeCursor, encodeCursor, expandOf, picked } from './list-route.ts';
import { refuseBytes } from './access.ts';
import { send, sendError, sendJson, type Call } from './reply.ts';
import type { Repo } from './repo.ts';

/** Fields given only when asked for. Source: python-truth 3.4. */
const NOT_DEFAULT = ['baseModels', 'trendingScore', 'securityRepoStatus'];

export const isRevision = (repo: Repo, revision: string): boolean =>
  ['main', 'HEAD', repo.sha].includes(revision);

export const sendNoRevision = (call: Call, revision: string): void => {
  sendError(call, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
};

/** `GET /api/models/{id}[/revision/{rev}]` */
export const infoRoute = (call: Call, repo: Repo): void => {
  const info = infoOf(repo);
  const expand = expandOf(call.query);
  if (expand.length > 0) {
    const unknown = expand.find((field) => !EXPANDABLE.includes(field));
    if (unknown !== undefined) {
      sendError(call, 400, null, `"expand" must be one of [${EXPANDABLE.join(', ')}]: ${unknown}`);
      return;
    }
    sendJson(call, picked(info, expand));
    return;
  }
  const withSecurity = call.query.get('securityStatus') === 'true';
  const withBlobs = call.query.get('blobs') === 'true';
  const hidden = withSecurity ? NOT_DEFAULT.slice(0, -1) : NOT_DEFAULT;
  sendJson(call, {
    ...Object.fromEntries(Object.entries(info).filter(([field]) => !hidden.includes(field))),
    ...(withBlobs
      ? {
          siblings: [...repo.files.values()].map((file) => ({
            rfilename: file.path,
            size: file.size,
            blobId: file.oid,
            ...(file.lfs === null
              ? {}
              : { lfs: { sha256: file.lfs, size: file.size, pointerSize: 134 } }),
          })),
        }
      : {}),
  });
};

/** Values the Hub's 400 answer lists. Source: python-truth 3.4. */
const EXPANDABLE =
  'author baseModels cardData config createdAt disabled downloads downloadsAllTime evalResults gated inference inferenceProviderMapping lastModified library_name likes mask_token model-index pipeline_tag private safetensors sha siblings spaces tags transformersInfo trendingScore widgetData gguf resourceGroup xetEnabled childrenModelCount usedStorage'.split(
    ' ',
  );

const entry = (file: RepoFile): Record<string, unknown> => ({
  type: 'file',
  oid: file.oid,
  size: file.size,
  path: file.path,
  ...(file.lfs === null ? {} : { lfs: { oid: file.lfs, size: file.size, pointerSize: 134 } }),
});

/** `GET /api/models/{id}/tree/{rev}[/folder]` */
export const treeRoute = (
  call: Call,
  repo: Repo,
  revision: string,
  folder: string,
  pageSize: number,
): void => {
  if (!isRevision(repo, revision)) {
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
  const entries = recursive ? inside.map(entry) : oneLevel(inside, prefix);
  const from = decodeCursor(call.query.get('cursor'));
  const limit = Math.min(Number(call.query.get('limit') ?? pageSize), pageSize);
  const next = new URLSearchParams(call.query);
  next.set('cursor', encodeCursor(from + limit));
  const more = from + limit < entries.length;
  sendJson(
    call,
    entries.slice(from, from + limit),
    more ? { link: `<${call.origin}${call.path}?${next.toString()}>; rel="next"` } : {},
  );
};

const oneLevel = (files: readonly RepoFile[], prefix: string): Record<string, unknown>[] => {
  const folders = new Set<string>();
  return files.flatMap((file) => {
    const rest = file.path.slice(prefix.length);
    if (!rest.includes('/')) return [entry(file)];
    const path = prefix + rest.slice(0, rest.indexOf('/'));
    if (folders.has(path)) return [];
    folders.add(path);
    return [{ type: 'directory', oid: gitOid(Buffer.from(path)), size: 0, path }];
  });
};

/** `POST /api/models/{id}/paths-info/{rev}`: a form (Python) or JSON (JavaScript). */
export const pathsInfoRoute = async (call: Call, repo: Repo, revision: string): Promise<void> => {
  if (!isRevision(repo, revision)) {
    sendNoRevision(call, revision);
    return;
  }
  const paths = pathsOf(await bodyOf(call), call.request.headers['content-type'] ?? '');
  const found = paths.flatMap((path) => repo.files.get(path) ?? []);
  const lastCommit = { id: repo.sha, title: 'Add model', date: '2026-01-01T00:00:00.000Z' };
  sendJson(
    call,
    found.map((file) => ({ ...entry(file), lastCommit })),
  );
};

const bodyOf = async ({ request }: Call): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const pathsOf = (body: string, type: string): string[] => {
  if (!type.includes('json')) return new URLSearchParams(body).getAll('paths');
  const value: unknown = JSON.parse(body);
  const paths: unknown =
    typeof value === 'object' && value !== null && 'paths' in value ? value.paths : [];
  return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
};

/** `GET /api/models/{id}/refs` */
export const refsRoute = (call: Call, repo: Repo): void => {
  sendJson(call, {
    branches: [{ name: 'main', ref: 'refs/heads/main', targetCommit: repo.sha }],
    tags: [],
    converts: [],
  });
};

/** `GET /api/models/{id}/auth-check`: 200 when the bytes may be read. */
export const authCheckRoute = (call: Call, repo: Repo): void => {
  if (!refuseBytes(call, repo)) send(call, 200, '');
};

/** `GET /api/whoami-v2` */
export const whoAmIRoute = (call: Call): void => {
  const who = account(call.token);
  if (who === null) sendError(call, 401, null, 'Invalid username or password.');
  else sendJson(call, who);
};
