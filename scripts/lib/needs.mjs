/** What layers of `npm test` need beside the npm packages: made once, when the first of them runs. */
import { installCodeServer } from './code-server.mjs';
import { build, bundleData } from './packages.mjs';
import { installJupyter, installProof, installRuff, installSchemathesis, makeModels } from './python.mjs';

const NEEDS = {
  data: bundleData,
  build,
  ruff: installRuff,
  jupyter: installJupyter,
  proof: installProof,
  models: makeModels,
  'code-server': installCodeServer,
  schemathesis: installSchemathesis,
};

const made = new Map();

/** In the order given: a virtual environment is filled by one pip at a time. @throws what went wrong. */
export async function provide(needs) {
  for (const need of needs) {
    if (!(need in NEEDS)) throw new Error(`No layer can need ${need}.`);
    if (!made.has(need)) made.set(need, NEEDS[need]());
    await made.get(need);
  }
}
