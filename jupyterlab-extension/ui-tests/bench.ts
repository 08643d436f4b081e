/**
 * `node ui-tests/bench.ts [rounds]`, 10 rounds by default:
 * - what the extension adds to JupyterLab's start: page opened to layout
 *   restored, in turn with and without it, warm browser cache;
 * - time from pressing Generate to the cells standing in the open notebook,
 *   with the local hub.
 * Prints medians in milliseconds, and fails when a limit is passed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launch } from './harness/browser.ts';
import { startHub } from './harness/hub.ts';
import { startJupyter, type Jupyter } from './harness/jupyter.ts';
import { command, lay, openPage, ready } from './harness/lab-page.ts';

const LIMITS = { start: 50, generate: 500 };
const rounds = Number(process.argv[2] ?? 10);

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
};
const show = (values: readonly number[]): string =>
  values.map((value) => Math.round(value)).join(' ');

interface Start {
  /** Milliseconds from opening the page to the restored layout, on the page's own clock. */
  readonly wall: number;
  /** Milliseconds of processor time of the page's main thread: says the same on a busy machine. */
  readonly cpu: number;
}

async function start(page: Page, cdp: CDPSession, url: string): Promise<Start> {
  const cpu = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
  await page.goto('about:blank');
  const before = await cpu();
  await page.goto(url);
  await ready(page);
  const wall = await page.evaluate(() => performance.now());
  return { wall, cpu: (await cpu()) - before };
}

/** What the extension adds, as the difference of the medians. */
async function startUp(browser: Browser, plain: Jupyter, extended: Jupyter): Promise<Start> {
  const seats = await Promise.all(
    [plain, extended].map(async ({ url }) => {
      const at = `${url}/lab/workspaces/bench?reset`;
      const page = await openPage(browser, at);
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      return { page, cdp, at, starts: [] as Start[] };
    }),
  );
  for (let round = 0; round < rounds; round += 1) {
    // In turn, and the first of each pair changes, so that neither profits from its place.
    for (const seat of round % 2 === 0 ? seats : [...seats].reverse()) {
      seat.starts.push(await start(seat.page, seat.cdp, seat.at));
    }
  }
  const added = (of: keyof Start): number => {
    const [without = [], extra = []] = seats.map(({ starts }) => starts.map((one) => one[of]));
    console.log(`start, ${of}, without: ${show(without)}\nstart, ${of}, with:    ${show(extra)}`);
    return median(extra) - median(without);
  };
  const result = { wall: added('wall'), cpu: added('cpu') };
  await Promise.all(seats.map(({ page }) => page.context().close()));
  return result;
}

async function generateTime(browser: Browser, jupyter: Jupyter): Promise<number> {
  writeFileSync(
    join(jupyter.folder, 'bench.ipynb'),
    JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  );
  const page = await openPage(browser, `${jupyter.url}/lab/workspaces/bench?reset`);
  await page.evaluate(async () => {
    const widget = await window.jupyterapp.commands.execute('docmanager:open', {
      path: 'bench.ipynb',
      kernel: null,
    });
    await widget.context.ready;
  });
  await lay(page, 'tiny/text-cls');
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const before = await page.evaluate(() => performance.now());
    await command(page, 'alacard:insert');
    const after = await page.evaluate(() => performance.now());
    await page.locator('alacard-panel').getByText('Your notebook is ready!').waitFor();
    times.push(after - before);
    await command(page, 'notebook:undo-cell-action');
  }
  console.log(
    `generate: first ${Math.round(times[0] ?? NaN)} (loads Ruff), then ${show(times.slice(1))}`,
  );
  await page.context().close();
  return median(times.slice(1));
}

const [browser, hub] = await Promise.all([launch(), startHub()]);
const options = { app: 'lab', hub: hub.url, settings: { hubUrl: hub.url } } as const;
const plain = await startJupyter({ ...options, extension: false });
const extended = await startJupyter(options);
try {
  const added = await startUp(browser, plain, extended);
  const generating = await generateTime(browser, extended);
  console.log(
    `added to the start: ${added.wall.toFixed(0)} ms, ${added.cpu.toFixed(0)} ms of processor time (limit ${LIMITS.start}); ` +
      `Generate to cells: ${generating.toFixed(0)} ms (limit ${LIMITS.generate})`,
  );
  if (added.wall > LIMITS.start || generating > LIMITS.generate) process.exitCode = 1;
} finally {
  await browser.close();
  await Promise.all([plain.close(), extended.close()]);
  await hub.close();
}
