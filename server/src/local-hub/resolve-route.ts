import { pipeline } from 'node:stream/promises';
import { refuseBytes } from './access.ts';
import type { RepoFile } from './files.ts';
import { sendNoRevision } from './model-route.ts';
import { LIMITS, send, sendError, type HubCall, type Headers } from './reply.ts';
import type { Repo } from './repo.ts';

/** `GET|HEAD /{id}/resolve|raw/{rev}/{path}`: bytes of one file, whole or in part. */
export const resolveRoute = async (
  call: HubCall,
  repo: Repo,
  revision: string,
  path: string,
): Promise<void> => {
  if (refuseBytes(call, repo)) return;
  if (!(await repo.exists())) {
    sendNoRevision(call, revision);
    return;
  }
  const commit = { 'x-repo-commit': await repo.commit() };
  const file = repo.files.get(path);
  if (!file) {
    // The commit lets clients remember that the file is absent.
    sendError(call, 404, 'EntryNotFound', 'Entry not found', commit);
    return;
  }
  const etag = `"${file.lfs ? await file.sha256() : await file.oid()}"`;
  const headers: Headers = {
    ...commit,
    etag,
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}`,
    ...(file.lfs ? { 'x-linked-size': String(file.size), 'x-linked-etag': etag } : {}),
    ...(/\.(md|txt|json|jinja|py)$/.test(path)
      ? { 'content-type': 'text/plain; charset=utf-8' }
      : {}),
  };
  if (call.request.headers['if-none-match'] === etag) {
    call.response.writeHead(304, headers).end();
    return;
  }
  const range = rangeOf(call.request.headers.range, file.size);
  if (range === 'none') {
    send(call, 416, '', { ...headers, 'content-range': `bytes */${String(file.size)}` });
    return;
  }
  await sendBytes(call, file, range, headers);
};

interface Range {
  readonly first: number;
  readonly last: number;
}

/** `bytes=2-4`, `bytes=8-`, `bytes=-3`; null: the whole file; `none`: nothing of it. */
function rangeOf(header: string | undefined, size: number): Range | 'none' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from !== '' && to !== '' ? Math.min(Number(to), size - 1) : size - 1;
  return first > last ? 'none' : { first, last };
}

/** Weights go out in pieces, as fast as the client takes them. */
async function sendBytes(
  { request, response }: HubCall,
  file: RepoFile,
  range: Range | null,
  headers: Headers,
): Promise<void> {
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  response.writeHead(range ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': String(last - first + 1),
    'x-content-type-options': 'nosniff',
    ...LIMITS,
    ...headers,
    ...(range
      ? { 'content-range': `bytes ${String(first)}-${String(last)}/${String(file.size)}` }
      : {}),
  });
  if (request.method === 'HEAD' || file.size === 0) response.end();
  else await pipeline(file.stream(first, last), response);
}
