import { ModelCardSchema, ModelIdSchema } from '../recipe/schema.ts';
import { fail, succeed, type HubResult } from './result.ts';

const RevisionSchema = ModelCardSchema.shape.revision.unwrap();

/** A model id and revision that were validated: safe to put into a path. */
export interface ModelRef {
  readonly id: string;
  /** Absent means the default branch. */
  readonly revision?: string;
}

export const modelRef = (id: string, revision?: string): HubResult<ModelRef> => {
  if (!ModelIdSchema.safeParse(id).success) {
    return fail({
      kind: 'bad-id',
      message: `"${shown(id)}" is not a model id. Write it as "organisation/name", as in the address of its page on the Hub.`,
      url: null,
    });
  }
  if (revision === undefined) return succeed({ id });
  if (!RevisionSchema.safeParse(revision).success) {
    return fail({
      kind: 'bad-id',
      message: `"${shown(revision)}" is not a revision of ${id}. Use a branch, a tag or the 40 hexadecimal digits of a commit.`,
      url: null,
    });
  }
  return succeed({ id, revision });
};

/** One short line: what a user typed, fit for a message. */
const shown = (text: string): string => {
  // eslint-disable-next-line no-control-regex
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 100)}…` : line;
};

const segments = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Path of the model info at a revision. A revision is one segment: its slashes are encoded. */
export const infoPath = ({ id, revision }: ModelRef): string =>
  revision === undefined
    ? `/api/models/${segments(id)}`
    : `/api/models/${segments(id)}/revision/${encodeURIComponent(revision)}`;

export const treePath = (id: string, revision: string): string =>
  `/api/models/${segments(id)}/tree/${encodeURIComponent(revision)}`;

/** Path of one file's bytes. `file` is ours or was listed by the Hub; dot segments are refused. */
export const filePath = (id: string, revision: string, file: string): HubResult<string> =>
  file.split('/').some((part) => part === '' || part === '.' || part === '..')
    ? fail({
        kind: 'bad-id',
        message: `"${shown(file)}" is not a path of a file in ${id}.`,
        url: null,
      })
    : succeed(`/${segments(id)}/resolve/${encodeURIComponent(revision)}/${segments(file)}`);

export type Query = readonly (readonly [name: string, value: string])[];

export const withQuery = (path: string, query: Query): string =>
  query.length === 0
    ? path
    : `${path}?${query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
