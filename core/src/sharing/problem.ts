import { z } from 'zod';

/**
 * Problem documents (RFC 9457): what every endpoint answers when it cannot do
 * what was asked. `code` is stable; `type` is a page that explains it.
 */
export const PROBLEMS = {
  'bad-request': [400, 'The request could not be read'],
  'invalid-request': [400, 'A field of the request is not valid'],
  'sign-in-required': [401, 'Sign in to do this'],
  'invalid-token': [401, 'The access token is not valid'],
  forbidden: [403, 'You may not do this'],
  'not-found': [404, 'There is nothing here'],
  /** With the status the Hub gave. */
  'hub-refused': [404, 'The Hugging Face Hub does not give this'],
  'method-not-allowed': [405, 'This address does not take this method'],
  'too-slow': [408, 'The request did not arrive in time'],
  conflict: [409, 'This has changed in the meantime'],
  deleted: [410, 'This notebook was deleted by its owner'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'This kind of content is not accepted'],
  'invalid-notebook': [422, 'This is not a notebook that can be shared'],
  'secret-found': [422, 'The notebook contains a secret'],
  'invalid-recipe': [422, 'No notebook can be made from this recipe'],
  'model-refused': [422, 'No notebook is made for this model'],
  'private-model': [422, 'The model is private, and the notebook would be public'],
  'newer-schema': [422, 'This was made by a newer Alacard'],
  'key-reused': [422, 'The idempotency key was used for another request'],
  'rate-limited': [429, 'Too many requests'],
  /** Address and headers together. */
  'head-too-large': [431, 'The address or the headers are too long'],
  withheld: [451, 'This notebook is withheld after a report'],
  'quota-exceeded': [507, 'There is no room for this'],
  internal: [500, 'Something went wrong on the server'],
  unavailable: [503, 'The server cannot answer right now'],
  'hub-unavailable': [503, 'The Hugging Face Hub cannot be reached'],
  'not-configured': [501, 'This server is not set up for that'],
  /** Made by the client, never sent by a server. */
  unreachable: [0, 'The sharing server cannot be reached'],
  /** Made by the client: the answer is not what this version understands. */
  'unexpected-answer': [0, 'The sharing server gave an answer this version does not understand'],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string]>>;
export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const ProblemSchema = z.looseObject({
  /** Address of a page about this kind of problem, or `about:blank`. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What happened, to which thing, and what to do next. */
  detail: z.string(),
  /** Unknown codes of a newer server are kept as they are. */
  code: z.string(),
  request_id: z.string().optional(),
  /** Which fields are wrong, as JSON pointers. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  /** Secrets found (masked), or what is wrong with a notebook. */
  findings: z
    .array(
      z.object({
        code: z.string(),
        message: z.string(),
        cell: z.string().optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof ProblemSchema>;

/** Builds a problem document. `detail` says what to do next. */
export function problem(
  code: ProblemCode,
  detail: string,
  more: Pick<Problem, 'errors' | 'findings'> = {},
): Problem {
  const [status, title] = PROBLEMS[code];
  return { type: `/problems/${code}`, title, status, detail, code, ...more };
}
