import { refuseBytes } from './access.ts';
import { isRevision, sendNoRevision } from './model-route.ts';
import { send, sendError, type Call } from './reply.ts';
import type { Repo } from './repo.ts';

/** `GET|HEAD /{id}/resolve|raw/{rev}/{path}`: bytes of one file, whole or in part. */
export const resolveRoute = (call: Call, repo: Repo, revision: string, path: string): void => {
  if (refuseBytes(call, repo)) return;
  if (!isRevision(repo, revision)) {
    sendNoRevision(call, revision);
    return;
  }
  const commit = { 'x-repo-commit': repo.sha };
  const file = repo.files.get(path);
  if (!file) {
    // The commit lets clients remember that the file is absent.
    sendError(call, 404, 'EntryNotFound', 'Entry not found', commit);
    return;
  }
  const etag = `"${file.lfs ?? file.oid}"`;
  const headers = {
    ...commit,
    etag,
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}`,
    ...(file.lfs === null ? {} : { 'x-linked-size': String(file.size), 'x-linked-etag': etag }),
    ...(/\.(md|txt|json|jinja|py)$/.test(path)
      ? { 'content-type': 'text/plain; charset=utf-8' }
      : {}),
  };
  if (call.request.headers['if-none-match'] === etag) {
    call.response.writeHead(304, headers).end();
    return;
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(call.request.headers.range ?? '');
  if (!range) {
    send(call, 200, file.read(), headers);
    return;
  }
  const first = Number(range[1]);
  const last = Math.min(range[2] ? Number(range[2]) : file.size - 1, file.size - 1);
  if (first > last) {
    send(call, 416, '', { ...headers, 'content-range': `bytes */${String(file.size)}` });
    return;
  }
  send(call, 206, file.read().subarray(first, last + 1), {
    ...headers,
    'content-range': `bytes ${String(first)}-${String(last)}/${String(file.size)}`,
  });
};
