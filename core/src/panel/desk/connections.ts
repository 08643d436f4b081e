import type { Hub } from '../../hub/client.ts';
import { DEFAULT_ENDPOINT } from '../../hub/settings.ts';
import type { Sharing } from '../../sharing/client.ts';
import type { ConnectionLine } from '../protocol/faces.ts';

/** Where an editor's settings lead. */
export interface Ways {
  readonly hub: Hub;
  /** The sharing server, or null where none is set. */
  readonly server: { readonly address: string; readonly sharing: Sharing } | null;
}

const named = (address: string): string => address.replace(/^https?:\/\//, '');

/**
 * Where the panel plays. Without `ask` nobody is asked: the lines say what is set.
 * With it the Hub is asked for one model, and the server who we are.
 */
export async function connectionsOf(
  { hub, server }: Ways,
  ask: boolean,
  signal?: AbortSignal,
): Promise<ConnectionLine[]> {
  return Promise.all([hubLine(hub, ask, signal), serverLine(server, ask, signal)]);
}

async function hubLine(hub: Hub, ask: boolean, signal?: AbortSignal): Promise<ConnectionLine> {
  const name = hub.endpoint === DEFAULT_ENDPOINT ? 'Hugging Face' : named(hub.endpoint);
  if (!ask) return { what: 'hub', state: 'set', text: `Models: ${name}` };
  const answer = await hub.listModels({ limit: 1, sort: 'downloads' }, signal ? { signal } : {});
  return answer.ok
    ? { what: 'hub', state: 'ok', text: `Models: ${name} answers` }
    : { what: 'hub', state: 'fault', text: answer.error.message };
}

async function serverLine(
  server: Ways['server'],
  ask: boolean,
  signal?: AbortSignal,
): Promise<ConnectionLine> {
  if (server === null) return { what: 'server', state: 'none', text: 'Sharing: no server is set' };
  const name = named(server.address);
  if (!ask) return { what: 'server', state: 'set', text: `Sharing: ${name}` };
  const answer = await server.sharing.call('me', signal ? { signal } : {});
  if (answer.ok) {
    const who = answer.value.name ?? 'somebody without a name';
    return { what: 'server', state: 'ok', text: `Sharing: ${name} answers, signed in as ${who}` };
  }
  const { code, detail } = answer.problem;
  return code === 'sign-in-required'
    ? { what: 'server', state: 'ok', text: `Sharing: ${name} answers, not signed in` }
    : { what: 'server', state: 'fault', text: detail };
}
