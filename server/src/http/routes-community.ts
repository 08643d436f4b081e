import type { Services } from '../services.ts';
import { trending } from '../store/lists.ts';
import { decide, listReports, report, restore, setOfficial } from '../store/moderation.ts';
import { visibleRow } from '../store/read.ts';
import { summaryOf } from '../store/rows.ts';
import { addRun } from '../store/runs.ts';
import { canManage } from '../store/viewer.ts';
import type { Registrar } from './endpoint.ts';

export function communityRoutes(api: Registrar, { store }: Services): void {
  api.add('trending', async ({ query }) => {
    const found = await trending(store.db, query);
    return {
      notebooks: found.rows.map((row) => ({
        ...summaryOf(row, store.keyring, store.publicUrl),
        score: row.score,
      })),
      next_cursor: found.next,
    };
  });

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
    status: await decide(store.db, params.report_id, body.decision, body.reason, viewer.userId),
  }));

  api.add('restore', async ({ params, body, viewer }) =>
    summaryOf(
      await restore(store.db, params.share_id, body.reason, viewer.userId),
      store.keyring,
      store.publicUrl,
    ),
  );
}
