import { expect, it } from '@jest/globals';
import { oldThings } from '../../../core/test-support/old-things.ts';
import { PanelStore } from './store.ts';

const mementoOf = (entries: object) => {
  const kept = new Map<string, unknown>(Object.entries(entries));
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as ConstructorParameters<typeof PanelStore>[0];
};

it('opens the panel that a workspace kept at 8eb487c', () => {
  const { vscode } = oldThings();
  expect(new PanelStore(mementoOf(vscode)).read()).toEqual(vscode.panel);
});

it('reads what it wrote, and nothing from a later version', async () => {
  const store = new PanelStore(mementoOf({}));
  const state = { version: 1 as const, hand: {}, locked: [], target: null, remixOf: null };
  await store.write(state);
  expect(store.read()).toEqual(state);
  expect(new PanelStore(mementoOf({ panel: { ...state, version: 2 } })).read()).toBeNull();
});
