import { isSafeServer, serverAddress, ShareIdSchema } from '../../ipynb/marks.ts';

/** Which shared notebook is meant. */
export interface ShareRef {
  /** Address of the sharing server. Ask before talking to one that the settings do not name. */
  readonly server: string;
  readonly shareId: string;
  /** Default: the newest. */
  readonly version?: number;
}

/** Longer than any link of ours. */
const LONGEST = 2000;
/** `vscode://…`, `vscode-insiders://…`, `code-oss://…`: every build has a scheme of its own. */
const EDITOR_LINK = /^[a-z][a-z0-9+.-]{0,40}:\/\/alacard\.alacard-vscode\/remix\/?\?(.*)$/i;
const PAGE = /^(.*)\/(?:n|embed|api\/notebook(?:\/download)?)\/([^/]+)\/?$/;

/**
 * What a person pasted or a link brought -> which notebook: a share id, the
 * address of a page, or the links that share pages give to VS Code and
 * JupyterLab. Null when it is none of these, or when a link leads to a server
 * that speaks plain http over a network; `ownServer`, the one of the settings,
 * may do that.
 */
export function parseShareRef(text: string, ownServer: string | null): ShareRef | null {
  const given = text.trim();
  const own = ownServer === null ? null : serverAddress(ownServer);
  if (given.length > LONGEST) return null;
  if (ShareIdSchema.safeParse(given).success) return refOf(own, given, null, own);
  const editor = EDITOR_LINK.exec(given)?.[1];
  if (editor !== undefined) return refOfQuery(new URLSearchParams(editor.split('#')[0]), own);
  if (!/^https?:\/\//i.test(given) || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.searchParams.has('alacard-remix')) return refOfQuery(url.searchParams, own);
  const [, path = '', id = ''] = PAGE.exec(url.pathname) ?? [];
  if (url.username !== '' || url.password !== '') return null;
  return refOf(url.origin + path, id, url.searchParams.get('version'), own);
}

const refOfQuery = (query: URLSearchParams, own: string | null): ShareRef | null =>
  refOf(query.get('server') ?? own, query.get('id') ?? '', query.get('version'), own);

function refOf(
  address: string | null,
  id: string,
  version: string | null,
  own: string | null,
): ShareRef | null {
  const server = address === null ? null : serverAddress(address);
  const shareId = ShareIdSchema.safeParse(id).data;
  if (server === null || shareId === undefined) return null;
  if (server !== own && !isSafeServer(server)) return null;
  const wanted = /^[1-9]\d{0,8}$/.test(version ?? '') ? Number(version) : undefined;
  return { server, shareId, ...(wanted === undefined ? {} : { version: wanted }) };
}
