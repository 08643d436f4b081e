import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { MARK, type Figure, type Result } from '../host/result.ts';
import { addressOf, newContext } from './page.ts';
import type { Workbench } from './workbench.ts';

export interface HostRun {
  readonly results: readonly Result[];
  readonly figures: readonly Figure[];
}

interface Told extends HostRun {
  readonly results: Result[];
  readonly figures: Figure[];
  readonly log: string[];
}

/** Collects what the tests tell, until the workbench says that they have ended. */
async function listen(page: Page): Promise<{ told: Told; ended: Promise<number> }> {
  const told: Told = { results: [], figures: [], log: [] };
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  // The two functions that the workbench looks for, as @vscode/test-web gives them.
  await page.exposeFunction('codeAutomationLog', (_kind: string, args: unknown[]) => {
    for (const text of args.map(String)) {
      told.log.push(text.slice(0, 2000));
      const at = text.indexOf(MARK);
      if (at < 0) continue;
      // SAFETY: written by host/suite.ts in one of these two shapes.
      const line = JSON.parse(text.slice(at + MARK.length)) as Result | Figure;
      if ('figure' in line) told.figures.push(line);
      else told.results.push(line);
    }
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  return { told, ended };
}

/** Says yes to what the tools for language models ask before they make a notebook. */
async function agree(page: Page): Promise<void> {
  const question = page.locator('.monaco-dialog-box', { hasText: 'made by Alacard' });
  await question.getByRole('button').first().click({ timeout: 0 });
}

/** The server says many times that it runs without its add-ons. */
const isNews = (line: string): boolean => !/bindings file|build\/Release\/watchdog/.test(line);

async function finish(page: Page, told: Told, ended: Promise<number>): Promise<HostRun> {
  agree(page).catch(() => undefined);
  let impatient: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    impatient = setTimeout(resolve, 420_000, 'late');
  });
  const code = await Promise.race([ended, late]);
  clearTimeout(impatient);
  const said = told.results.some(({ error }) => error !== null);
  // Every way to end without a result for each test is a fault of its own.
  if (code === 'late' || told.results.length === 0 || (code !== 0 && !said)) {
    const picture = join(process.env['TMPDIR'] ?? '/tmp', `alacard-host-${process.pid}.png`);
    await page.screenshot({ path: picture });
    throw new Error(
      `The tests in the extension host ended with ${code} after ${told.results.length} results ` +
        `(picture: ${picture}).\n${told.log.filter(isNews).slice(-25).join('\n')}`,
    );
  }
  return told;
}

/** In the extension host that runs beside VS Code's server, with what is installed there. */
export async function runInRemoteHost(
  browser: Browser,
  workbench: Workbench,
  driver: string,
  tests: string,
): Promise<HostRun> {
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    const { told, ended } = await listen(page);
    const remote = (path: string): string => `vscode-remote://${workbench.authority}${path}`;
    await page.goto(
      addressOf(workbench, [
        ['extensionDevelopmentPath', remote(driver)],
        ['extensionTestsPath', remote(tests)],
      ]),
    );
    return await finish(page, told, ended);
  } finally {
    await context.close();
  }
}

/**
 * In the extension host that is a web worker of the page, with the extension in
 * `folder` as it would be on vscode.dev: without its entry point for Node.
 * Only `developmentOptions` in the page's configuration reach that host.
 */
export async function runInWebHost(
  browser: Browser,
  workbench: Workbench,
  folder: string,
  tests: string,
): Promise<HostRun> {
  const context = await newContext(browser);
  try {
    await context.route('**/__alacard__/**', (route) => {
      const name = new URL(route.request().url()).pathname.replace(/^.*__alacard__\//, '');
      if (name === 'tests.js') return route.fulfill(file(readFileSync(tests), name));
      const path = join(folder, name);
      if (!existsSync(path) || !statSync(path).isFile()) return route.fulfill({ status: 404 });
      return route.fulfill(
        file(name === 'package.json' ? webManifest(path) : readFileSync(path), name),
      );
    });
    await context.addInitScript((authority) => {
      const at = (path: string) => ({ scheme: 'http', authority, path: `/__alacard__${path}` });
      const patch = (): boolean => {
        const meta = document.getElementById('vscode-workbench-web-configuration');
        if (!meta) return false;
        const settings = JSON.parse(meta.getAttribute('data-settings') ?? '{}');
        settings.developmentOptions = {
          ...settings.developmentOptions,
          extensions: [at('')],
          extensionTestsPath: at('/tests.js'),
        };
        meta.setAttribute('data-settings', JSON.stringify(settings));
        return true;
      };
      new MutationObserver((_changes, observer) => {
        if (patch()) observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    }, workbench.authority);
    const page = await context.newPage();
    const { told, ended } = await listen(page);
    await page.goto(addressOf(workbench));
    return await finish(page, told, ended);
  } finally {
    await context.close();
  }
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  json: 'application/json',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  css: 'text/css',
};

const file = (body: Buffer | string, name: string) => ({
  status: 200,
  body,
  headers: {
    'access-control-allow-origin': '*',
    'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  },
});

/** Beside a server, the entry point for Node would win. */
function webManifest(path: string): string {
  return JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), main: undefined });
}
