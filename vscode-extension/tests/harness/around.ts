import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECK } from '@alacard/core';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { launch } from '../../../jupyterlab-extension/ui-tests/harness/browser.ts';
import { startHub } from '../../../jupyterlab-extension/ui-tests/harness/hub.ts';
import type { Behaviours } from '../../../server/src/local-hub/behaviour.ts';
import type { LocalHub } from '../../../proof/hub/server.ts';
import type { World } from '../host/world-file.ts';
import { startValve, type Valve } from './valve.ts';
import { startWorkbench, type Workbench, type WorkbenchOptions } from './workbench.ts';

/** Everything a suite needs: browser, hub behind its valve, workbench. */
export interface Around {
  readonly browser: Browser;
  readonly hub: LocalHub;
  readonly valve: Valve;
  readonly workbench: Workbench;
  close(): Promise<void>;
}

/**
 * Each curated model with the files of a tiny one of the same task, where there
 * is one: what is dealt can then be made.
 */
export async function curatedModels(): Promise<Behaviours> {
  const hub = await startHub();
  const answer = await fetch(`${hub.url}/api/models?author=tiny&limit=1000`);
  const tiny = ListSchema.parse(await answer.json());
  await hub.close();
  const like = (task: string): string =>
    tiny.find(({ pipeline_tag }) => pipeline_tag === task)?.id ?? 'tiny/text-cls';
  return {
    ...Object.fromEntries(DECK.models.map(({ id, task }) => [id, { like: like(task) }])),
    [PICTURED]: { like: like('text-classification'), ...figuresOf(PICTURED) },
    'tiny/markup': { like: 'tiny/text-cls', answers: MARKUP },
  };
}

/** The model whose card stands in the documentation, with the figures of Alacard's own list. */
export const PICTURED = 'distilbert/distilbert-base-uncased-finetuned-sst-2-english';

function figuresOf(id: string): Behaviours[string] {
  const model = DECK.models.find((one) => one.id === id);
  if (!model) throw new Error(`${id} is not in the deck.`);
  const { parameters, downloads, likes } = model;
  return { parameters, answers: { downloads, likes } };
}

const LINK = '[Repair](command:workbench.action.quit)';
/** A model whose card is markup wherever its author has a say. */
const MARKUP = {
  pipeline_tag: `${LINK} <img src=x onerror=alert(1)>`,
  library_name: `![x](https://evil.example/x.png) ${LINK}`,
  cardData: { license: 'other', license_name: `</a><a href="command:x">${LINK}</a>` },
};

const ListSchema = z.array(z.object({ id: z.string(), pipeline_tag: z.string().optional() }));

/**
 * `sharing` starts the sharing server whose address goes into the settings; what
 * it shares is told in notifications, which the workbench then shows.
 */
export async function startAround(
  extensions?: string,
  sharing?: (hub: string) => Promise<{ readonly url: string }>,
  more: Partial<WorkbenchOptions> = {},
): Promise<Around> {
  const [browser, hub] = await Promise.all([launch(), startHub(await curatedModels())]);
  const valve = await startValve(hub.url);
  const server = await sharing?.(hub.url);
  const workbench = await startWorkbench({
    machine: {
      'alacard.hubUrl': valve.url,
      ...(server === undefined ? {} : { 'alacard.serverUrl': server.url }),
    },
    notifications: server !== undefined,
    ...(extensions === undefined ? {} : { extensions }),
    ...more,
  });
  return {
    browser,
    hub,
    valve,
    workbench,
    close: async () => {
      await browser.close();
      await workbench.close();
      await valve.close();
      await hub.close();
    },
  };
}

/** Leaves word for the tests inside the host. `--only` reaches them as `ALACARD_ONLY`. */
export function writeWorld(around: Around, host: World['host']): void {
  const world: World = {
    hub: around.valve.url,
    host,
    agrees: true,
    only: process.env['ALACARD_ONLY'] ?? null,
  };
  writeFileSync(join(around.workbench.folder, 'world.json'), JSON.stringify(world));
}
