import { expect, it } from '@jest/globals';
import { StateDB } from '@jupyterlab/statedb';
import { oldThings } from '../../../core/test-support/old-things.ts';
import { PLUGIN_ID } from '../ids.ts';
import { manageTokens } from './manage-tokens.ts';

const server = 'https://alacard.example.org';

it('finds the rights to shared notebooks that a browser kept at 8eb487c', async () => {
  const { jupyterlab } = oldThings();
  const state = new StateDB();
  for (const [key, value] of Object.entries(jupyterlab)) {
    await state.save(key, JSON.parse(JSON.stringify(value)));
  }
  const tokens = manageTokens(state);
  await expect(tokens.get(server, 'Jkmnpqrs6789')).resolves.toBe('a-token');
  await tokens.set(server, 'Abcdefgh2345', 'another');
  await expect(tokens.get(server, 'Jkmnpqrs6789')).resolves.toBe('a-token');
  // The host keeps the panel under the plugin's id.
  expect(Object.keys(jupyterlab)).toContain(PLUGIN_ID);
});
