import type { Outcome, PanelHost } from '@alacard/core/panel/host';
import { complain, inform } from '../say.ts';
import { env, l10n, Uri } from '../vscode.ts';

/** Says how a notebook came out, where no panel is there to say it. */
export async function announce(host: Pick<PanelHost, 'follow'>, outcome: Outcome): Promise<void> {
  const said = outcome.findings.map(({ message }) => message).join(' ');
  // Three fit beside a message; the panel shows them all.
  const labels = outcome.next.slice(0, 3).map(({ label }) => label);
  const chosen =
    outcome.status === 'done'
      ? await inform(
          l10n.t(
            'Your notebook is ready: {0} cells in {1}. {2}',
            outcome.cells,
            outcome.where,
            said,
          ),
          ...labels,
        )
      : await complain(l10n.t('No notebook was made. {0}', said), ...labels);
  const step = outcome.next.find(({ label }) => label === chosen);
  if (step?.url !== undefined) await env.openExternal(Uri.parse(step.url, true));
  else if (step) await host.follow({ id: step.id });
}
