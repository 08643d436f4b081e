/**
 * `node ui-tests/bench.ts [rounds]`, 10 rounds by default:
 * - what the extension adds to JupyterLab's start: page opened to layout
 *   restored, in turn with and without it, warm browser cache;
 * - time from pressing Generate to the cells standing in the open notebook,
 *   with the local hub, and what each part of the way takes.
 * Prints medians in milliseconds, and fails when a limit is passed.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { PanelHost } from '@alacard/core/panel/host';
import { launch } from './harness/browser.ts';
import { startHub } from './harness/hub.ts';
import { startJupyter, type Jupyter } from './harness/jupyter.ts';
import { command, lay, openPage, ready } from './harness/lab-page.ts';

declare global {
  interface Window {
    /** When the host was asked to generate, reported each step, and was done. */
    marks: number[];
  }
}

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

/** Milliseconds of each part of making one notebook, in the order of `PARTS`. */
type Parts = readonly number[];
const PARTS = ['facts', 'Ruff', 'plan', 'insert', 'panel'] as const;

/** Notes when the host is told to begin, reports a step, and is done; and what was asked of the Hub. */
const watchHost = (page: Page): Promise<void> =>
  page.locator('alacard-panel').evaluate((node) => {
    // SAFETY: the panel's own element; its host is an object of this page.
    const { host } = node as unknown as { host: { generate: PanelHost['generate'] } };
    const generate = host.generate.bind(host);
    host.generate = async (params, call = {}) => {
      window.marks = [performance.now()];
      const outcome = await generate(params, {
        ...call,
        onProgress: (progress) => {
          window.marks.push(performance.now());
          call.onProgress?.(progress);
        },
      });
      window.marks.push(performance.now());
      return outcome;
    };
  });

/** One press of Generate, into the open notebook; the cells are taken back afterwards. */
async function generateOnce(page: Page): Promise<Parts> {
  const [pressed, standing, marks] = await page.evaluate(async () => {
    const before = performance.now();
    await window.jupyterapp.commands.execute('alacard:insert');
    return [before, performance.now(), window.marks] as const;
  });
  await page.locator('alacard-panel').getByText('Your notebook is ready!').waitFor();
  await command(page, 'notebook:undo-cell-action');
  const [begun = NaN, fetch = NaN, extract = NaN, customise = NaN, insert = NaN, done = NaN] =
    marks;
  const own = fetch - begun + (begun - pressed) + (standing - done);
  return [extract - fetch, customise - extract, insert - customise, done - insert, own];
}

const total = (parts: Parts): number => parts.reduce((sum, part) => sum + part, 0);

function report(title: string, rounds: readonly Parts[]): number {
  const middle = median(rounds.map(total));
  const parts = PARTS.map((name, at) => {
    const part = median(rounds.map((round) => round[at] ?? NaN));
    return `${name} ${part.toFixed(0)} ms (${((part / middle) * 100).toFixed(0)} %)`;
  });
  console.log(
    `${title}: ${show(rounds.map(total))}\n  median ${middle.toFixed(0)}: ${parts.join(', ')}`,
  );
  return middle;
}

/** With the facts asked for ahead, as a rule; and for a hand that was laid this very moment. */
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
  const [model, other] = ['tiny/text-cls', 'tiny/chat'];
  await lay(page, other);
  await lay(page, model);
  await watchHost(page);
  report('generate, first (loads Ruff)', [await generateOnce(page)]);
  const ahead: Parts[] = [];
  for (let round = 0; round < rounds; round += 1) ahead.push(await generateOnce(page));
  const atOnce: Parts[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Facts of one model are kept at a time: another one in between makes the Hub be asked again.
    await lay(page, other);
    await generateOnce(page);
    await lay(page, model);
    atOnce.push(await generateOnce(page));
  }
  await page.context().close();
  return Math.max(
    report('generate, facts known', ahead),
    report('generate, Hub asked after the press', atOnce),
  );
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
