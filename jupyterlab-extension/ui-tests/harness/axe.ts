import type { run } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Accessibility faults below `selector`, WCAG 2.2 A and AA, in one line each. */
export async function faults(page: Page | Frame, selector: string): Promise<string[]> {
  await page.evaluate(source);
  return page.evaluate(async (within) => {
    // SAFETY: the script evaluated above defines it.
    const { axe } = globalThis as unknown as { axe: { run: typeof run } };
    const { violations } = await axe.run(within, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
  }, selector);
}
