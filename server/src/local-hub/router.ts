import { isHidden, refuseToken, sendMissing } from './access.ts';
import type { Behaviour } from './behaviour.ts';
import { listRoute } from './list-route.ts';
import {
  authCheckRoute,
  infoRoute,
  pathsInfoRoute,
  refsRoute,
  sendNoRevision,
  treeRoute,
  whoAmIRoute,
} from './model-route.ts';
import { sendError, type HubCall } from './reply.ts';
import type { Catalogue, Repo } from './repo.ts';
import { resolveRoute } from './resolve-route.ts';

/** An id has one or two segments; the shorter reading is tried first (`gpt2/tree/main`). */
const API =
  /^\/api\/models\/([^/]+(?:\/[^/]+)??)(?:\/(revision|tree|paths-info|refs|auth-check)(?:\/(.*))?)?$/;
const FILE = /^\/([^/]+(?:\/[^/]+)??)\/(?:resolve|raw)\/([^/]+)\/(.+)$/;

export interface Router {
  route(call: HubCall): Promise<void>;
}

export const routerOf = (catalogue: Catalogue, pageSize: number): Router => {
  const refusals = new Map<string, number>();

  /** Limits and faults that pass after some requests. True when an answer was sent. */
  const refuseForNow = (
    call: HubCall,
    id: string,
    { rateLimited, failing }: Behaviour,
  ): boolean => {
    const limit = rateLimited ?? failing;
    if (!limit) return false;
    const before = refusals.get(id) ?? 0;
    if (before >= limit.times) return false;
    refusals.set(id, before + 1);
    if (rateLimited) {
      sendError(call, 429, null, 'We had to rate limit you.', {
        ratelimit: `"api";r=0;t=${String(rateLimited.seconds)}`,
      });
    } else if (failing) sendError(call, failing.status, null, 'Internal Error');
    return true;
  };

  /** The repository a request is about, unless it was answered already. */
  const repoFor = async (
    call: HubCall,
    encoded: string,
    revision?: string,
  ): Promise<Repo | null> => {
    const repo = catalogue.find(decoded(encoded), revision);
    if (!repo || isHidden(repo, call)) {
      sendMissing(call);
      return null;
    }
    const { renamedTo, delayMs } = repo.behaviour;
    if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (refuseForNow(call, repo.id, repo.behaviour)) return null;
    if (renamedTo !== undefined) {
      const query = call.query.size > 0 ? `?${call.query.toString()}` : '';
      const location = call.path.replace(encoded, () => renamedTo) + query;
      sendError(call, 307, null, `Moved to ${renamedTo}`, { location });
      return null;
    }
    return repo;
  };

  const apiRoute = async (
    call: HubCall,
    verb: string | undefined,
    id: string,
    rest: string,
  ): Promise<void> => {
    const slash = rest.indexOf('/');
    const revision = decoded(verb === 'tree' && slash >= 0 ? rest.slice(0, slash) : rest);
    const folder = verb === 'tree' && slash >= 0 ? decoded(rest.slice(slash + 1)) : '';
    const repo = await repoFor(call, id, revision === '' ? undefined : revision);
    if (!repo) return;
    if (verb === undefined) await infoRoute(call, repo);
    else if (verb === 'revision') {
      if (await repo.exists()) await infoRoute(call, repo);
      else sendNoRevision(call, revision);
    } else if (verb === 'tree') await treeRoute(call, repo, revision, folder, pageSize);
    else if (verb === 'paths-info') await pathsInfoRoute(call, repo, revision);
    else if (verb === 'refs') await refsRoute(call, repo);
    else authCheckRoute(call, repo);
  };

  return {
    route: async (call) => {
      if (refuseToken(call)) return;
      const { path } = call;
      if (path === '/api/models') {
        await listRoute(call, catalogue, pageSize);
        return;
      }
      if (path === '/api/whoami-v2') {
        whoAmIRoute(call);
        return;
      }
      const api = API.exec(path);
      if (api) {
        await apiRoute(call, api[2], api[1] ?? '', api[3] ?? '');
        return;
      }
      const file = FILE.exec(path);
      if (file) {
        const revision = decoded(file[2] ?? '');
        const repo = await repoFor(call, file[1] ?? '', revision);
        if (repo) await resolveRoute(call, repo, revision, decoded(file[3] ?? ''));
        return;
      }
      sendError(call, 404, null, 'Sorry, we can not find the page you are looking for.');
    },
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
