import { endpoints, type CallInput, type EndpointName } from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from './fake-maker.ts';

const NOBODY = '00000000-0000-4000-8000-00000000dead';

/**
 * One good request of every endpoint about a notebook and a model. The type makes
 * a new endpoint a compile error here, so that nothing is left out of the tests
 * that ask all of them.
 */
export function everyRequest(
  shareId: string,
  model: string,
): { readonly [K in EndpointName]: CallInput<K> } {
  const params = { share_id: shareId };
  const recipe = recipeOf({ model_card: { id: model } });
  const ipynb = ipynbOf();
  return {
    generate: { body: { recipe, is_public: true } },
    publish: { body: { title: 'A notebook', ipynb, recipe } },
    get: { params },
    download: { params },
    versions: { params },
    hideVersion: { params: { ...params, version: 1 }, body: { hidden: true } },
    deleteVersion: { params: { ...params, version: 1 } },
    addVersion: { params, body: { ipynb, recipe } },
    edit: { params, body: { title: 'Another title' } },
    delete: { params },
    remix: { params, body: { modified_recipe: recipe } },
    provenance: { params },
    gallery: { query: { model } },
    shuffle: { query: { locked_cards: [`model_card=${model}`] } },
    cards: { params: { type: 'model' } },
    models: { query: { q: model.split('/').at(-1) ?? model, sort: 'likes' } },
    saveRecipe: { body: { recipe } },
    recipe: { params: { code: 'abcdefgh' } },
    trending: { query: { model } },
    track: { params, body: { event: 'view' } },
    runHealth: { params, body: { version: 1, ok: true } },
    runs: { params },
    report: { params, body: { kind: 'other', statement: 'a statement of some length' } },
    official: { params, body: { official: true } },
    reports: {},
    decideReport: { params: { report_id: NOBODY }, body: { decision: 'reject', reason: 'no' } },
    moderationLog: {},
    withhold: { params, body: { reason: 'no' } },
    removeForGood: { params, body: { reason: 'no' } },
    restore: { params, body: { reason: 'no' } },
    me: {},
    renameMe: { body: { name: 'somebody' } },
    deleteMe: {},
    myNotebooks: {},
    tokens: {},
    createToken: { body: { name: 'a token', scopes: ['read'] } },
    revokeToken: { params: { id: NOBODY } },
    sessions: {},
    endSession: { params: { id: NOBODY } },
    signOutEverywhere: {},
    deviceCode: { body: { client_id: 'a client' } },
    deviceToken: {
      body: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: 'x'.repeat(43),
        client_id: 'a client',
      },
    },
    deviceDecision: { body: { user_code: 'BCDF-GHJK', allow: false } },
  };
}

// SAFETY: the keys of the table of endpoints are their names.
export const endpointNames = Object.keys(endpoints) as EndpointName[];
