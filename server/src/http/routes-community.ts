import type { Services } from '../services.ts';
import { trending } from '../store/lists.ts';
import {
  decide,
  listReports,
  readLog,
  removeForGood,
  report,
  restore,
  setOfficial,
  withhold,
} from '../store/moderation.ts';
import { managedRow, visibleRow } from '../store/read.ts';
import { summaryOf } from '../store/rows.ts';
import { addRun, runsOf } from '../store/runs.ts';
import { canManage } from '../store/viewer.ts';
import type { Registrar } from './endpoint.ts';
import type { PublicLists } from './public-lists.ts';

export function communityRoutes(api: Registrar, { store }: Services, lists: PublicLists): void {
  api.add('trending', async ({ query, request, reply }) =>
    lists.send(request, reply, `trending ${JSON.stringify(query)}`, async () => {
      const found = await trending(store.db, query);
      return {
        notebooks: found.rows.map((row) => ({
          ...summaryOf(row, store.keyring, store.publicUrl),
          score: row.score,
        })),
        next_cursor: found.next,
      };
    }),
  );

  api.add('track', async ({ params, body, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    // A remix that is not shared here moves nothing: shared ones are counted when they are shared.
    if (viewer.silent || row.state !== 'live' || body.event === 'remix') return { success: true };
    const event = {
      notebookId: row.id,
      kind: body.event,
      visitor: viewer.visitor,
      net: viewer.net,
      signed: viewer.userId !== null,
      own: canManage(row, viewer),
    };
    if (body.event === 'view') store.events.later(event);
    else await store.events.record(event);
    return { success: true };
  });

  api.add('runHealth', async ({ params, body, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    await addRun(store.db, row, body);
    return { success: true };
  });

  api.add('runs', async ({ params, viewer }) => ({
    runs: await runsOf(store.db, await managedRow(store.db, params.share_id, viewer)),
  }));

  api.add('report', async ({ params, body, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    return { report_id: await report(store.db, row.id, body) };
  });

  api.add('official', async ({ params, body, viewer }) =>
    summaryOf(
      await setOfficial(store.db, params.share_id, body.official, viewer.userId),
      store.keyring,
      store.publicUrl,
    ),
  );

  api.add('reports', async ({ query }) => {
    const found = await listReports(store.db, query);
    return {
      reports: found.rows.map(({ id, ...row }) => ({
        ...row,
        report_id: id,
        created_at: row.created_at.toISOString(),
      })),
      next_cursor: found.next,
    };
  });

  api.add('decideReport', async ({ params, body, viewer }) => ({
    status: await decide(
      store.db,
      params.report_id,
      body.decision,
      body.reason,
      viewer.userId,
      body.recognise,
    ),
  }));

  api.add('withhold', async ({ params, body, viewer }) => {
    await withhold(store.db, params.share_id, body.reason, viewer.userId, body.recognise);
    return null;
  });

  api.add('removeForGood', async ({ params, body, viewer }) => {
    await removeForGood(store.db, params.share_id, body.reason, viewer.userId, body.recognise);
    return null;
  });

  api.add('moderationLog', async ({ query }) => {
    const { rows, next } = await readLog(store.db, query);
    return { entries: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next };
  });

  api.add('restore', async ({ params, body, viewer }) =>
    summaryOf(
      await restore(store.db, params.share_id, body.reason, viewer.userId),
      store.keyring,
      store.publicUrl,
    ),
  );
}
