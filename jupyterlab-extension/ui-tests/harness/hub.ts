import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Behaviours } from '../../../server/src/local-hub/behaviour.ts';
import { startLocalHub, type LocalHub } from '../../../proof/hub/server.ts';

const models = join(import.meta.dirname, '../../../proof/out/models');

/** The local hub with the tiny models of the proofs, and with what `behaviours` adds. */
export async function startHub(behaviours: Behaviours = {}): Promise<LocalHub> {
  if (!existsSync(join(models, '_hub.json'))) {
    throw new Error('There are no tiny models yet. Make them: python proof/models/make.py');
  }
  return startLocalHub({ roots: [models], behaviours });
}
