import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { NotebookPanel } from '@jupyterlab/notebook';

declare global {
  interface Window {
    /** With `expose_app_in_browser`. */
    jupyterapp: JupyterFrontEnd;
  }
}

/** Opens a Jupyter page and waits until it stands. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 },
    reducedMotion: 'reduce',
    ...options,
  });
  // Patient, for machines that do other things at the same time.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  return page;
}

export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (window.jupyterapp as { started?: unknown } | undefined)?.started,
  );
  await page.evaluate(() => window.jupyterapp.restored);
}

export const command = (page: Page, id: string, args: Record<string, string> = {}): Promise<void> =>
  page.evaluate(
    async ([name, values]) => {
      await window.jupyterapp.commands.execute(name, values);
    },
    [id, args] as const,
  );

/** Opens a notebook of the server's folder and waits for its kernel. */
export const openNotebook = (page: Page, path: string): Promise<void> =>
  page.evaluate(async (name) => {
    const widget = await window.jupyterapp.commands.execute('docmanager:open', { path: name });
    await widget.context.ready;
    await widget.sessionContext.ready;
  }, path);

/** Opens the panel and lays a hand on the table. */
export async function lay(
  page: Page,
  model: string,
  card: Record<string, unknown> = {},
): Promise<void> {
  await command(page, 'alacard:open');
  const panel = page.locator('alacard-panel');
  await panel.locator('alacard-card').first().waitFor();
  const hand = {
    model_card: { id: model },
    prompt_cards: { pack: 'first-steps' },
    topic: { id: 'sourdough' },
    difficulty: 'beginner',
    ui_component: 'completion',
    ...card,
  };
  await panel.evaluate((node, value) => {
    // SAFETY: the panel's own element; its driver checks what it is given.
    const { driver } = node as unknown as { driver: { lay(hand: unknown): Promise<void> } };
    return driver.lay({ hand: value });
  }, hand);
  await panel.locator('alacard-card[key=ui_component] .face').waitFor();
}

/** Source, outputs and metadata of the notebook in front, as the model has them. */
export const notebook = (
  page: Page,
): Promise<{
  path: string;
  dirty: boolean;
  json: Record<string, unknown> & { cells: Cell[]; metadata: Record<string, unknown> };
}> =>
  page.evaluate(() => {
    const panel = window.jupyterapp.shell.currentWidget as NotebookPanel;
    const { model, path } = panel.context;
    return { path, dirty: model.dirty, json: JSON.parse(JSON.stringify(model.toJSON())) };
  });

export interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: string | string[];
  readonly metadata: { readonly alacard?: { readonly role: string } };
  readonly outputs?: readonly {
    readonly output_type: string;
    readonly ename?: string;
    readonly evalue?: string;
  }[];
  readonly execution_count?: number | null;
}

/** Waits until every code cell of the notebook in front has run, or one has failed. */
export async function ran(page: Page): Promise<void> {
  const deadline = Date.now() + 280_000;
  while (Date.now() < deadline) {
    const { cells } = (await notebook(page)).json;
    const code = cells.filter(({ cell_type }) => cell_type === 'code');
    if (code.every(({ execution_count }) => execution_count)) return;
    if (code.some(({ outputs = [] }) => outputs.some((one) => one.output_type === 'error'))) return;
    await page.waitForTimeout(300);
  }
  const { cells } = (await notebook(page)).json;
  const waiting = cells.findIndex((cell) => cell.cell_type === 'code' && !cell.execution_count);
  throw new Error(`Cell ${waiting} has not run:\n${JSON.stringify(cells[waiting], null, 1)}`);
}
