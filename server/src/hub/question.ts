import { filePath, infoPath, modelRef, treePath, withQuery, type Query } from '@alacard/core';

/** A question to the Hub that may be passed on, written anew from its parsed parts. */
export interface Question {
  /** Path and query, percent-encoded by us. */
  readonly address: string;
  readonly kind: 'list' | 'info' | 'tree' | 'card';
}

type Names = Readonly<Record<string, RegExp>>;
const FIELD = /^[A-Za-z_-]{1,40}$/;
const CURSOR = /^[\x21-\x7e]{1,2000}$/;
/** The queries of core's Hub client (`core/src/hub/`), and nothing else. */
const LIST: Names = {
  search: /^[^\p{C}]{1,200}$/u,
  pipeline_tag: /^[\w-]{1,60}$/,
  filter: /^[\w.:-]{1,100}$/,
  gated: /^(?:true|false)$/,
  num_parameters: /^(?:(?:min|max):\d{1,16},?){1,2}$/,
  sort: /^(?:downloads|likes|trendingScore|lastModified)$/,
  limit: /^(?:100|[1-9]\d?)$/,
  cursor: CURSOR,
  expand: FIELD,
};
const INFO: Names = { expand: FIELD, securityStatus: /^true$/ };
const TREE: Names = { recursive: /^true$/, expand: /^false$/, cursor: CURSOR };
const MOST_PARAMETERS = 40;

/**
 * Reads an address below `/hub`. Null: not a question of core's Hub client.
 *
 * @param address path and query as they came, percent-encoded
 */
export function readQuestion(address: string): Question | null {
  const mark = address.indexOf('?');
  const segments = decoded(mark < 0 ? address : address.slice(0, mark));
  if (segments === null || segments.shift() !== '') return null;
  const query = [...new URLSearchParams(mark < 0 ? '' : address.slice(mark + 1))];
  const ask = (kind: Question['kind'], path: string | null, names: Names): Question | null => {
    const known = query.every(
      ([name, value]) => Object.hasOwn(names, name) && names[name]?.test(value),
    );
    if (path === null || !known || query.length > MOST_PARAMETERS) return null;
    return { kind, address: withQuery(path, query satisfies Query) };
  };
  if (segments[0] === 'api' && segments[1] === 'models') {
    const rest = segments.slice(2);
    if (rest.length === 0) return ask('list', '/api/models', LIST);
    const [verb, revision] = rest.slice(-2);
    if (rest.length > 2 && revision !== undefined && (verb === 'revision' || verb === 'tree')) {
      const ref = refOf(rest.slice(0, -2), revision);
      if (ref === null) return null;
      return verb === 'tree'
        ? ask('tree', treePath(ref.id, revision), TREE)
        : ask('info', infoPath(ref), INFO);
    }
    const ref = refOf(rest);
    return ref === null ? null : ask('info', infoPath(ref), INFO);
  }
  // The model card is the only file the client reads.
  const [verb, revision, file] = segments.slice(-3);
  if (verb !== 'resolve' || revision === undefined || file !== 'README.md') return null;
  const ref = refOf(segments.slice(0, -3), revision);
  const path = ref === null ? null : filePath(ref.id, revision, file);
  return path?.ok ? ask('card', path.value, {}) : null;
}

function refOf(id: readonly string[], revision?: string): { id: string; revision?: string } | null {
  if (id.length < 1 || id.length > 2) return null;
  const ref = modelRef(id.join('/'), revision);
  return ref.ok ? ref.value : null;
}

function decoded(path: string): string[] | null {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return null;
  }
}
