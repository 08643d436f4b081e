import type { Repo } from './repo.ts';
import { sendError, type HubCall, type Caller } from './reply.ts';

/** Refuses a token nobody has. True when an answer was sent. */
export const refuseToken = (call: HubCall): boolean => {
  if (call.caller !== 'refused') return false;
  sendError(call, 401, null, 'Invalid credentials in Authorization header');
  return true;
};

/** A private model does not exist for those who may not see it. */
export const isHidden = (repo: Repo, { caller }: HubCall): boolean =>
  repo.behaviour.missing === true || (repo.behaviour.private === true && caller !== 'granted');

/** The Hub does not tell a missing model from a hidden one: 401 without a token, 404 with one. */
export const sendMissing = (call: HubCall): void => {
  if (call.token === null) sendError(call, 401, 'RepoNotFound', 'Invalid username or password.');
  else sendError(call, 404, 'RepoNotFound', 'Repository not found');
};

/** Refuses the bytes of gated and disabled models; their model info stays open. True when sent. */
export const refuseBytes = (call: HubCall, repo: Repo): boolean => {
  const { id, behaviour } = repo;
  if (behaviour.disabled === true) {
    sendError(call, 403, null, 'Access to this resource is disabled.');
    return true;
  }
  if (behaviour.gated === undefined || call.caller === 'granted') return false;
  if (call.token === null) {
    const message = `Access to model ${id} is restricted. You must have access to it and be authenticated to access it. Please log in.`;
    sendError(call, 401, 'GatedRepo', message);
  } else {
    const message = `Access to model ${id} is restricted and you are not in the authorized list.`;
    sendError(call, 403, 'GatedRepo', message);
  }
  return true;
};

/** `whoami-v2`: the account of a token. */
export const account = (caller: Caller): Record<string, unknown> | null =>
  caller === 'anonymous' || caller === 'refused'
    ? null
    : {
        type: 'user',
        id: '0123456789abcdef01234567',
        name: 'reader',
        fullname: 'A Reader',
        orgs: [],
        auth: { type: 'access_token', accessToken: { displayName: 'local', role: 'read' } },
      };
