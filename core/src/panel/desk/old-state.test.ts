import { expect, it } from '@jest/globals';
import { oldThings } from '../../../test-support/old-things.ts';
import { DECK } from '../../deck/data.ts';
import { createHub } from '../../hub/client.ts';
import { PanelStateSchema } from '../protocol/faces.ts';
import { createDesk } from './desk.ts';

const { jupyterlab, vscode, web } = oldThings();

it.each([
  ['JupyterLab', jupyterlab['@alacard/jupyterlab-extension:plugin']],
  ['VS Code', vscode.panel],
  ['the web page', web],
])('lays the cards that %s saved at 8eb487c', async (_editor, saved) => {
  const state = PanelStateSchema.parse(saved);
  expect(state).toEqual(saved);
  const desk = createDesk({
    deck: DECK,
    hub: createHub({ fetch: () => Promise.reject(new Error('no network')), retry: { tries: 1 } }),
    linter: () => Promise.reject(new Error('no notebook is made here')),
    breathe: async () => undefined,
    random: Math.random,
  });
  const { hand, findings } = await desk.show({ hand: state.hand });
  expect(hand).toEqual(state.hand);
  expect(findings.map(({ code }) => code)).not.toContain('card-gone');
});
