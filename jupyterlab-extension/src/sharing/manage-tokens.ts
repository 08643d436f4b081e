import type { ManageTokens } from '@alacard/core/sharing';
import type { IStateDB } from '@jupyterlab/statedb';
import { z } from 'zod';

const KEY = '@alacard/jupyterlab-extension:manage-tokens';
const KeptSchema = z.record(z.string(), z.string()).catch({});

/** The rights to change notebooks that were shared without an account, in the state database. */
export function manageTokens(state: IStateDB | null): ManageTokens {
  const read = async () => KeptSchema.parse((await state?.fetch(KEY)) ?? {});
  const nameOf = (server: string, shareId: string) => `${server} ${shareId}`;
  return {
    get: async (server, shareId) => (await read())[nameOf(server, shareId)],
    set: async (server, shareId, token) => {
      if (!state) throw new Error('this Jupyter has no state database');
      await state.save(KEY, { ...(await read()), [nameOf(server, shareId)]: token });
    },
  };
}
