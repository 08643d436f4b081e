import { aboutSharing } from '../../findings/sharing.ts';
import type { z } from 'zod';
import type { Finding } from '../../findings/finding.ts';
import type { CallAnswer, Sharing, SharingResult } from '../client.ts';
import type { PublishSchema } from '../endpoints-notebooks.ts';
import { serverAddress, type SharedMark } from '../../ipynb/marks.ts';
import type { ShareDraft } from './prepare.ts';

/** What the person says about the notebook. */
export type ShareAbout = Pick<
  z.infer<typeof PublishSchema>,
  'title' | 'description' | 'licence' | 'is_public'
>;

/** Manage tokens of notebooks shared without an account: kept by the editor, never in a notebook. */
export interface ManageTokens {
  get(server: string, shareId: string): Promise<string | undefined>;
  set(server: string, shareId: string, token: string): Promise<void>;
}

export interface ShareOptions {
  /** A client of `server`. */
  readonly sharing: Sharing;
  readonly server: string;
  readonly manageTokens: ManageTokens;
  readonly signal?: AbortSignal;
}

export interface ShareDone {
  readonly mark: SharedMark;
  readonly isNewVersion: boolean;
  readonly isRemix: boolean;
  /** What did not go as wanted, although the notebook is shared. */
  readonly findings: readonly Finding[];
}

type Shared = CallAnswer<'publish'>;

/** Reasons not to go on with the notebook that was shared before: it is gone, or somebody else's. */
const NOT_OURS = new Set(['sign-in-required', 'forbidden', 'not-found', 'deleted']);
/** Reasons to share without the parent: the credit line in the notebook stays. */
const PARENT_GONE = new Set(['not-found', 'deleted', 'withheld']);

/**
 * Shares a notebook: as a new version where it was shared before and may be
 * changed, else as a remix of its parent on this server, else as new.
 */
export async function shareNotebook(
  draft: ShareDraft,
  about: ShareAbout,
  { sharing, server: address, manageTokens, signal }: ShareOptions,
): Promise<SharingResult<ShareDone>> {
  const server = serverAddress(address);
  if (server === null) throw new Error(`"${address}" is not the address of a sharing server`);
  const given = { idempotencyKey: newKey(), ...(signal === undefined ? {} : { signal }) };
  const { text: ipynb, recipe, task, modelLicence: model_licence } = draft;
  const { is_public, ...words } = about;
  const facts = { ipynb, task, model_licence };

  /** An answer that got lost is asked for once more: the key makes that harmless. */
  const twice = async (
    call: () => Promise<SharingResult<Shared>>,
  ): Promise<SharingResult<Shared>> => {
    const first = await call();
    const lost = !first.ok && first.problem.code === 'unreachable' && !signal?.aborted;
    return lost ? call() : first;
  };
  const finish = async (
    { share_id, version, notebook_url, manage_token }: Shared,
    isNewVersion: boolean,
    isRemix: boolean,
  ): Promise<SharingResult<ShareDone>> => {
    const findings: Finding[] = [];
    try {
      if (manage_token !== undefined) await manageTokens.set(server, share_id, manage_token);
    } catch (error) {
      findings.push(tokenNotKept(error));
    }
    // The server may say anything: only a web address becomes a link in the notebook.
    const url = serverAddress(notebook_url) ?? sharing.pageOf(share_id);
    const mark = { server, share_id, version, url };
    return { ok: true, value: { mark, isNewVersion, isRemix, findings } };
  };

  const earlier = draft.shared?.server === server ? draft.shared : null;
  if (earlier) {
    const manageToken = await manageTokens.get(server, earlier.share_id);
    const right = { ...given, ...(manageToken === undefined ? {} : { manageToken }) };
    const params = { share_id: earlier.share_id };
    // Visibility first: what is to be private must not be seen for a moment.
    const edited = await sharing.call('edit', { params, body: { is_public }, ...right });
    const again = edited.ok
      ? await twice(() =>
          sharing.call('addVersion', { params, body: { ...words, ...facts, recipe }, ...right }),
        )
      : edited;
    if (again.ok) return finish(again.value, true, false);
    if (!NOT_OURS.has(again.problem.code)) return again;
  }

  // A notebook that somebody else shared and that was passed on as a file is their work, too.
  for (const parent of [earlier, draft.remixOf]) {
    if (parent?.server !== server) continue;
    const body = { ...about, ...facts, modified_recipe: recipe, version: parent.version };
    const remixed = await twice(() =>
      sharing.call('remix', { params: { share_id: parent.share_id }, body, ...given }),
    );
    if (remixed.ok) return finish(remixed.value, false, true);
    if (!PARENT_GONE.has(remixed.problem.code)) return remixed;
  }
  const published = await twice(() =>
    sharing.call('publish', { body: { ...about, ...facts, recipe }, ...given }),
  );
  return published.ok ? finish(published.value, false, false) : published;
}

const tokenNotKept = (error: unknown): Finding =>
  aboutSharing('manage-token-lost', {
    why: error instanceof Error ? error.message : String(error),
  });

/** A fresh `Idempotency-Key`. Not `randomUUID`: JupyterLab is often served over plain http. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
