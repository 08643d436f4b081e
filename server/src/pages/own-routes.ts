import type { Scope } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OWNER_ID } from '../people/owner.ts';
import type { Services } from '../services.ts';
import { hashOf } from '../store/identifiers.ts';
import { mine } from '../store/lists.ts';
import { listReports, readLog } from '../store/moderation.ts';
import { findDevice, nameOf, normalUserCode } from '../store/people.ts';
import { summaryOf } from '../store/rows.ts';
import { listSessions } from '../store/sessions.ts';
import { listTokens } from '../store/tokens.ts';
import type { Viewer } from '../store/viewer.ts';
import { dashboardPage } from './dashboard.ts';
import { devicePage } from './device.ts';
import { sendPage } from './layout.ts';
import type { Names } from './view.ts';

const hide = { schema: { hide: true } } as const;

/** Pages for one person about what is theirs. */
export function ownRoutes(
  app: FastifyInstance,
  { store, ownerToken }: Services,
  visitor: (request: FastifyRequest, scope: Scope) => Promise<Viewer>,
  names: Names,
): void {
  const ownerHash = ownerToken === null ? null : hashOf(ownerToken);

  app.get('/dashboard', hide, async (request, reply) => {
    const viewer = await visitor(request, 'admin');
    if (viewer.userId === null) return reply.redirect('/sign-in?next=/dashboard', 303);
    const [notebooks, tokens, sessions, name, reports, log] = await Promise.all([
      mine(store.db, viewer.userId, { limit: 100 }),
      listTokens(store.db, viewer.userId),
      listSessions(store.db, viewer.userId, ownerHash),
      nameOf(store.db, viewer.userId),
      viewer.operator ? listReports(store.db, { status: 'open', limit: 50 }) : null,
      viewer.operator ? readLog(store.db, { limit: 20 }) : null,
    ]);
    void reply.header('cache-control', 'private, no-store');
    return sendPage(
      reply,
      { title: 'Dashboard', here: '/dashboard', hidden: true, scripts: ['dashboard.js'] },
      dashboardPage(
        {
          name,
          owner: viewer.userId === OWNER_ID,
          notebooks: notebooks.rows.map((row) => summaryOf(row, store.keyring, store.publicUrl)),
          tokens,
          sessions: sessions.map((one) => ({ ...one, current: one.id === viewer.tokenId })),
          reports: reports?.rows ?? null,
          log: log?.rows ?? null,
        },
        names,
      ),
    );
  });

  app.get<{ Querystring: { code?: string } }>('/device', hide, async (request, reply) => {
    const viewer = await visitor(request, 'admin');
    const given = typeof request.query.code === 'string' ? request.query.code : '';
    const code = given === '' ? '' : normalUserCode(given);
    if (viewer.userId === null) {
      return reply.redirect(`/sign-in?next=${encodeURIComponent(`/device?code=${code}`)}`, 303);
    }
    const device = code === '' ? undefined : await findDevice(store.db, code);
    void reply.header('cache-control', 'private, no-store');
    return sendPage(
      reply,
      { title: 'Connect', hidden: true, scripts: ['device.js'] },
      devicePage({
        code,
        client: device?.status === 'pending' ? device.client_id : null,
        scopes: device?.scopes ?? [],
      }),
    );
  });
}
