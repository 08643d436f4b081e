import { type Recipe, RecipeSchema, type Shared } from '@alacard/core/sharing';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { addVersion } from '../store/add-version.ts';
import { manageToken } from '../store/identifiers.ts';
import { findRow, visibleRow } from '../store/read.ts';
import { openFields } from '../store/rows.ts';
import { publish, remix, writtenBefore, type Written } from '../store/write.ts';
import type { Registrar } from './endpoint.ts';
import { mustHave } from './identity.ts';
import { intentOf } from './intent.ts';
import { sentFile } from './sent-file.ts';

/** A public remix must not say what its private parent is called. */
const untitled = ({ model_card: { id } }: Recipe): string => `Remix for ${id}`.slice(0, 120);

/** Of a notebook that nobody owns, changed just now. */
const keptUntil = (days: number): Pick<Shared, 'kept_until'> =>
  days === 0 ? {} : { kept_until: new Date(Date.now() + days * 86_400_000).toISOString() };

function sharedAnswer({ store, config }: Services, written: Written): Shared {
  return {
    share_id: written.share_id,
    version: written.version,
    notebook_url: `${store.publicUrl}/n/${written.share_id}`,
    download_url: `${store.publicUrl}/api/notebook/download/${written.share_id}`,
    ...(written.unowned
      ? {
          manage_token: manageToken(store.secret, written.share_id),
          ...keptUntil(config.anonymousDays),
        }
      : {}),
  };
}

/** What brings a file to the server, or makes one: each answers with its address. */
export function makingRoutes(api: Registrar, services: Services): void {
  const { store, maker, untrusted } = services;

  api.add('generate', async ({ body, viewer, hubToken, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'generate');
    const before = await writtenBefore(store, intent);
    if (before) return madeBefore(before);
    const made = await maker.make(body.recipe, { hubToken, isPublic: body.is_public });
    const file = await untrusted.check(made.ipynb);
    const written = await publish(
      store,
      {
        file,
        title: body.title ?? made.title,
        description: '',
        licence: 'MIT',
        recipe: made.recipe,
        findings: made.findings,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: body.is_public,
      },
      viewer,
      intent,
    );
    void reply.header('location', `/n/${written.share_id}`);
    return { ...sharedAnswer(services, written), recipe: made.recipe, findings: made.findings };
  });

  /** The answer to a call that is repeated. */
  async function madeBefore(written: Written): Promise<Shared> {
    const row = await findRow(store.db, written.share_id);
    const answer = { ...sharedAnswer(services, written), findings: written.findings };
    if (row === undefined || row.state === 'deleted') return answer;
    return { ...answer, recipe: openFields(row, store.keyring).recipe };
  }

  api.add('publish', async ({ body, viewer, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'publish');
    const file = sentFile(request);
    const written = await publish(store, { ...body, file }, viewer, intent);
    void reply.header('location', `/n/${written.share_id}`);
    return sharedAnswer(services, written);
  });

  api.add('addVersion', async ({ params, body, viewer, request }) => {
    const file = sentFile(request);
    const intent = intentOf(services, request, viewer, 'addVersion');
    const next = { ...body, file };
    return sharedAnswer(services, await addVersion(store, params.share_id, next, viewer, intent));
  });

  api.add('remix', async ({ params, body, viewer, hubToken, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'remix');
    const before = await writtenBefore(store, intent);
    if (before) {
      return body.ipynb === undefined ? madeBefore(before) : sharedAnswer(services, before);
    }
    const parent = await visibleRow(store.db, params.share_id, viewer);
    // A remix carries what its parent says.
    if (!parent.is_public) mustHave(viewer, 'read');
    if (parent.state === 'withheld') {
      throw new Refusal(
        'withheld',
        `Notebook ${params.share_id} is withheld and cannot be remixed.`,
      );
    }
    const from = openFields(parent, store.keyring);
    const swapped = Object.entries(body.modified_recipe ?? {}).filter(
      ([, card]) => card !== undefined,
    );
    const recipe = RecipeSchema.parse({ ...from.recipe, ...Object.fromEntries(swapped) });
    const made =
      body.ipynb === undefined
        ? await maker.make(recipe, {
            hubToken,
            isPublic: body.is_public,
            remixOf: {
              server: store.publicUrl,
              share_id: parent.share_id,
              version: body.version ?? parent.version,
              title: parent.is_public ? from.title : null,
              author: parent.is_public ? parent.author : null,
              licence: parent.is_public ? from.licence : null,
            },
          })
        : {
            file: sentFile(request),
            recipe,
            findings: undefined,
            title: parent.is_public || !body.is_public ? from.title : untitled(recipe),
            task: body.task,
            modelLicence: body.model_licence,
          };
    const file = 'file' in made ? made.file : await untrusted.check(made.ipynb);
    const written = await remix(
      store,
      params.share_id,
      body.version,
      {
        file,
        recipe: made.recipe,
        findings: made.findings,
        title: body.title ?? made.title,
        description: body.description ?? '',
        licence: body.licence ?? from.licence,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: body.is_public,
      },
      viewer,
      intent,
    );
    void reply.header('location', `/n/${written.share_id}`);
    const answer = sharedAnswer(services, written);
    return body.ipynb === undefined
      ? { ...answer, recipe: made.recipe, findings: made.findings }
      : answer;
  });
}
