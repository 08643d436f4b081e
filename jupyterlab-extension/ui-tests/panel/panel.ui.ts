import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlacardPanel } from '@alacard/core/panel';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { faults } from '../harness/axe.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { startSite, type Site } from './site.ts';
import { THEMES } from './themes.ts';

const CARDS = ['model_card', 'prompt_cards', 'topic', 'difficulty', 'ui_component'] as const;
const NOBODY = 'http://127.0.0.1:9';

let browser: Browser;
let site: Site;
let hub: LocalHub;

before(async () => {
  [browser, site, hub] = await Promise.all([launch(), startSite(), startHub()]);
});
after(async () => {
  await browser.close();
  site.close();
  await hub.close();
});

interface Options extends BrowserContextOptions {
  readonly theme?: keyof typeof THEMES;
  readonly hub?: string;
}

async function open({ theme = 'jupyter-light', hub: at = hub.url, ...rest }: Options = {}) {
  const context = await browser.newContext({
    viewport: { width: 300, height: 900 },
    reducedMotion: 'reduce',
    ...rest,
  });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(site.url(theme, at));
  await page.locator('alacard-card').first().waitFor();
  return page;
}

const deal = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Deal me a hand' }).click();
  await page.locator('alacard-card[key=ui_component] .face').waitFor();
  await page.locator('.waiting').waitFor({ state: 'hidden' });
};
const names = (page: Page): Promise<string[]> => page.locator('alacard-card .name').allInnerTexts();

declare global {
  interface Window {
    /** Milliseconds that each flying card waits before it starts, in the order they were sent off. */
    flights: number[];
  }
}

/** Notes each card that is sent off to fly. */
const watchFlights = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { animate } = Element.prototype;
    window.flights = [];
    Element.prototype.animate = function (frames, options) {
      const delay = typeof options === 'object' ? options.delay : undefined;
      if (this.localName === 'alacard-card') window.flights.push(Number(delay));
      return animate.call(this, frames, options);
    };
  });

/** The keys a reader would press, one after the other. */
const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

async function chooseModel(page: Page, id: string): Promise<void> {
  await page.locator('alacard-card[key=model_card] button').first().click();
  await page.getByRole('combobox', { name: 'Search Hugging Face models' }).fill(id);
  await page
    .getByRole('option')
    .filter({ hasText: id.split('/')[1] ?? id })
    // Before the answer comes, the list shows others whose summaries may hold the same word.
    .filter({ hasText: `by ${id.split('/')[0] ?? ''}` })
    .first()
    .click();
  await page.locator('alacard-picker').waitFor({ state: 'detached' });
}

describe('the panel: dealing', () => {
  it('starts with five empty places and deals five cards', async () => {
    const page = await open();
    assert.equal(await page.locator('alacard-card .back').count(), 5);
    assert.ok(await page.getByRole('button', { name: 'Generate notebook' }).isDisabled());
    await deal(page);
    assert.equal((await names(page)).length, 5);
    assert.ok(await page.getByRole('button', { name: 'Generate notebook' }).isEnabled());
    await page.context().close();
  });

  it('keeps locked cards through twenty deals', async () => {
    const page = await open();
    await deal(page);
    await page.getByRole('button', { name: 'Lock model' }).click();
    await page.locator('alacard-card[key=topic] .lock').click();
    const [model, , topic] = await names(page);
    for (let round = 0; round < 20; round += 1) await deal(page);
    const now = await names(page);
    assert.equal(now[0], model);
    assert.equal(now[2], topic);
    assert.equal(await page.locator('alacard-card[locked]').count(), 2);
    await page.context().close();
  });

  it('brings hand, locks and target back after a reload', async () => {
    const page = await open();
    await deal(page);
    await page.getByRole('button', { name: 'Lock difficulty' }).click();
    await page.getByLabel('Into').selectOption('open');
    const before = await names(page);
    await page.reload();
    await page.locator('alacard-card .face').first().waitFor();
    assert.deepEqual(await names(page), before);
    assert.equal(await page.locator('alacard-card[locked]').getAttribute('key'), 'difficulty');
    assert.equal(await page.getByLabel('Into').inputValue(), 'open');
    await page.context().close();
  });

  it('flies the unlocked cards in one by one, and not at all with reduced motion', async () => {
    const moving = await open({ reducedMotion: 'no-preference' });
    await watchFlights(moving);
    await deal(moving);
    await moving.waitForFunction(() => window.flights.length === 5);
    await moving.getByRole('button', { name: 'Lock model' }).click();
    await moving.evaluate(() => window.flights.splice(0));
    await moving.getByRole('button', { name: 'Deal me a hand' }).click();
    // The locked card stays; the other four start one after the other.
    await moving.waitForFunction(() => window.flights.length >= 4);
    assert.deepEqual(await moving.evaluate(() => window.flights), [0, 90, 180, 270]);
    await moving.context().close();

    const still = await open();
    await watchFlights(still);
    await deal(still);
    assert.deepEqual(await still.evaluate(() => window.flights), []);
    await still.context().close();
  });
});

describe('the panel: changing a card', () => {
  it('searches the Hub as you type, with filters', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^Model: empty/ }).click();
    const search = page.getByRole('combobox', { name: 'Search Hugging Face models' });
    assert.ok(await search.evaluate((node) => node.matches(':focus')));
    const asked = hub.requests.length;
    await search.pressSequentially('tiny', { delay: 20 });
    await page
      .getByRole('option')
      .filter({ hasText: /by tiny/ })
      .first()
      .waitFor();
    const requests = hub.requests.slice(asked).filter(({ url }) => url.includes('/api/models?'));
    assert.ok(requests.length < 4, `one search a pause, not a letter: ${requests.length}`);
    await page.getByLabel('Task').selectOption('text-classification');
    await page.getByText('Searching …').waitFor({ state: 'hidden' });
    const tasks = await page.locator('[role=option] .about').allInnerTexts();
    assert.ok(tasks.length > 0 && tasks.every((text) => text.startsWith('Text classification')));
    await page.context().close();
  });

  it('searches its own list without the Hub, and says so', async () => {
    const page = await open({ hub: NOBODY });
    await page.getByRole('button', { name: /^Model: empty/ }).click();
    await page.getByRole('combobox', { name: /^Search/ }).fill('smollm');
    await page.getByRole('status').filter({ hasText: 'own list' }).waitFor();
    assert.match((await page.getByRole('option').first().innerText()) ?? '', /SmolLM/);
    await press(page, 'Enter');
    await page.locator('alacard-card[key=model_card] .face').waitFor();
    await page.context().close();
  });

  it('takes a topic of one’s own and edited prompts into the notebook', async () => {
    const page = await open();
    await deal(page);
    await chooseModel(page, 'tiny/chat');
    await page.locator('alacard-card[key=topic] .face').click();
    await page.getByRole('combobox', { name: /^Search/ }).fill('urban beekeeping');
    await page.getByRole('option', { name: /own topic/ }).click();
    await page.locator('alacard-card[key=prompt_cards] .face').click();
    await page.getByRole('button', { name: 'Edit prompts' }).click();
    await page.getByLabel('Prompt 1', { exact: true }).fill('How do bees find the way home?');
    await page.getByRole('button', { name: 'Use these prompts' }).click();
    await page.getByRole('button', { name: 'Generate notebook' }).click();
    await page.getByText('Your notebook is ready!').waitFor();
    const text = await page.evaluate(() => JSON.stringify(window.notebooks[0]));
    assert.match(text, /urban beekeeping/);
    assert.match(text, /How do bees find the way home\?/);
    await page.context().close();
  });

  it('warns of a component that does not fit, a gated model, and says what is shown', async () => {
    const page = await open();
    await deal(page);
    await chooseModel(page, 'tiny/gated');
    await page
      .getByText(/is gated/)
      .first()
      .waitFor();
    assert.ok(await page.locator('alacard-card[key=model_card] .gated').isVisible());
    await page.locator('alacard-card[key=ui_component] .face').click();
    await page.getByRole('option').nth(3).waitFor();
    await page.context().close();
  });
});

describe('the panel: generating', () => {
  it('shows the steps, then the result with what to do next', async () => {
    const page = await open();
    await deal(page);
    await chooseModel(page, 'tiny/text-cls');
    const steps = page.evaluate(async () => {
      const seen = new Set<string>();
      const deadline = performance.now() + 20_000;
      for (;;) {
        const root = document.querySelector('alacard-panel')?.shadowRoot;
        const progress = root?.querySelector('alacard-progress')?.shadowRoot;
        progress?.querySelectorAll('li').forEach((li) => seen.add(li.innerText.trim()));
        if (root?.querySelector('alacard-outcome') || performance.now() > deadline)
          return [...seen];
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    await page.getByRole('button', { name: 'Generate notebook' }).click();
    await page.getByText('Your notebook is ready!').waitFor();
    const seen = (await steps).join('\n');
    assert.match(seen, /Fetching text-cls from Hugging Face/);
    assert.match(seen, /Extracting code examples/);
    assert.match(seen, /Customizing for /);
    assert.ok(await page.getByRole('link', { name: /Read on/ }).isVisible());
    await page.getByRole('button', { name: 'Back to the hand' }).click();
    assert.ok(await page.getByRole('button', { name: 'Generate notebook' }).isVisible());
    await page.context().close();
  });

  it('really cancels: the request stops and no notebook comes', async () => {
    const page = await open();
    // Asked for ahead, or when Generate is pressed: it is never answered.
    await page.route('**/api/models/tiny/slow*', () => undefined);
    await deal(page);
    await chooseModel(page, 'tiny/slow');
    const aborted = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Generate notebook' }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Nothing was changed.').waitFor();
    assert.match((await aborted).failure()?.errorText ?? '', /ABORTED/);
    assert.equal(await page.evaluate(() => window.notebooks.length), 0);
    await page.context().close();
  });

  for (const [id, words] of [
    ['tiny/unsafe', /unsafe/],
    ['tiny/disabled', /disabled/],
  ] as const) {
    it(`refuses ${id} in words`, async () => {
      const page = await open();
      await page.evaluate(
        ([model]) => {
          const hand = {
            model_card: { id: model ?? '' },
            prompt_cards: { pack: 'first-steps' },
            topic: { id: 'sourdough' },
            difficulty: 'beginner' as const,
            ui_component: 'gradio' as const,
          };
          // SAFETY: the page's one panel, see page.ts.
          const panel = document.querySelector<AlacardPanel>('alacard-panel');
          void panel?.driver.lay({ hand, remixOf: null });
        },
        [id],
      );
      await page.locator('alacard-card[key=ui_component] .face').waitFor();
      await page.locator('.waiting').waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Generate notebook' }).click();
      await page.getByText('No notebook was made').waitFor();
      assert.match(
        await page.locator('alacard-outcome alacard-findings li').first().innerText(),
        words,
      );
      await page.context().close();
    });
  }

  it('says why a target is blocked', async () => {
    const page = await open();
    await deal(page);
    await page.getByLabel('Into').selectOption('locked');
    await page.getByText('locked.ipynb is read-only.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Generate notebook' }).isDisabled());
    await page.context().close();
  });
});

describe('the panel: keyboard only', () => {
  it('deals, walks, locks, changes and generates without a pointer', async () => {
    const page = await open();
    await press(page, 'Tab', 'Enter');
    await page.locator('alacard-card[key=ui_component] .face').waitFor();
    await page.locator('.waiting').waitFor({ state: 'hidden' });
    await press(page, 'Tab');
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        let node: Element | null = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        const words = node?.getAttribute('aria-label') ?? node?.textContent ?? '';
        return words.replace(/\s+/g, ' ').trim();
      });
    assert.match(await focused(), /^Model: /);
    await press(page, 'l');
    assert.match(await focused(), /locked$/);
    await press(page, 'ArrowRight', 'ArrowRight');
    assert.match(await focused(), /^Topic: /);
    await press(page, 'End');
    assert.match(await focused(), /^Component: /);
    await press(page, 'ArrowLeft', 'Enter');
    await page.getByRole('combobox', { name: 'Search levels' }).waitFor();
    await page.getByRole('option').first().waitFor();
    await page.getByText('3 cards').waitFor();
    await press(page, 'ArrowUp', 'ArrowUp', 'ArrowDown', 'Enter');
    await page.getByRole('listitem').filter({ hasText: 'Intermediate' }).first().waitFor();
    await page.locator('.waiting').waitFor({ state: 'hidden' });
    assert.match(await focused(), /^Difficulty: .*Intermediate/);
    await press(page, 'Home', 'Enter');
    await page.getByRole('combobox', { name: /^Search/ }).waitFor();
    await page.keyboard.type('tiny/text-cls');
    await page.getByRole('option').filter({ hasText: 'text-cls' }).first().waitFor();
    await page.getByText('Searching …').waitFor({ state: 'hidden' });
    await press(page, 'Enter');
    await page.locator('alacard-picker').waitFor({ state: 'detached' });
    await page.locator('.waiting').waitFor({ state: 'hidden' });
    for (let step = 0; step < 6 && !/Generate/.test(await focused()); step += 1) {
      await press(page, 'Tab');
    }
    assert.match(await focused(), /Generate notebook/);
    await press(page, 'Enter');
    await page.getByText('Your notebook is ready!').waitFor();
    assert.match(await focused(), /Your notebook is ready!/);
    await page.context().close();
  });

  it('goes back with Escape, to the card it came from', async () => {
    const page = await open();
    await deal(page);
    await page.locator('alacard-card[key=topic] .face').click();
    await page.getByRole('combobox', { name: /^Search/ }).waitFor();
    await press(page, 'Escape');
    await page.locator('alacard-picker').waitFor({ state: 'detached' });
    await page.waitForFunction(() => {
      let node: Element | null = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return node?.textContent?.trim().startsWith('Topic');
    });
    await page.context().close();
  });

  it('shows where the keyboard is, on every stop', async () => {
    const page = await open();
    await deal(page);
    // Model card, its lock, target, Generate.
    for (let stop = 0; stop < 4; stop += 1) {
      await press(page, 'Tab');
      const outline = await page.evaluate(() => {
        let node: Element | null = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node ? getComputedStyle(node).outlineStyle : 'none';
      });
      assert.notEqual(outline, 'none');
    }
    await page.context().close();
  });
});

describe('the panel: looks', () => {
  for (const width of [240, 300, 560, 1000]) {
    it(`fits ${width} px without running over`, async () => {
      const page = await open({ viewport: { width, height: 900 } });
      await deal(page);
      const over = (): Promise<string[]> =>
        page.evaluate(() => {
          const found: string[] = [];
          const visit = (root: ParentNode): void => {
            for (const node of root.querySelectorAll('*')) {
              const { right, left, width: wide } = node.getBoundingClientRect();
              if (wide > 1 && (right > innerWidth + 0.5 || left < -0.5)) {
                found.push(`${node.localName}.${node.className}`);
              }
              if (node.shadowRoot) visit(node.shadowRoot);
            }
          };
          visit(document);
          return found;
        });
      assert.deepEqual(await over(), []);
      for (const key of CARDS) {
        await page.locator(`alacard-card[key=${key}] .face`).click();
        await page.getByRole('option').first().waitFor();
        assert.deepEqual(await over(), [], key);
        await press(page, 'Escape');
      }
      await page.context().close();
    });
  }

  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    it(`passes WCAG AA in ${theme}, empty, dealt, picking and done`, async () => {
      const page = await open({ theme });
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
      await deal(page);
      await chooseModel(page, 'tiny/gated');
      await page.getByRole('button', { name: 'Lock topic' }).click();
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
      for (const key of CARDS) {
        await page.locator(`alacard-card[key=${key}] .face`).click();
        await page.getByRole('option').first().waitFor();
        await page.getByText('Searching …').waitFor({ state: 'hidden' });
        assert.deepEqual(await faults(page, 'alacard-panel'), [], key);
        if (key === 'prompt_cards') {
          await page.getByRole('button', { name: 'Edit prompts' }).click();
          await page.getByLabel('Prompt 1', { exact: true }).waitFor();
          assert.deepEqual(await faults(page, 'alacard-panel'), [], 'prompt editor');
        }
        await press(page, 'Escape');
      }
      await chooseModel(page, 'tiny/text-cls');
      await page.getByRole('button', { name: 'Generate notebook' }).click();
      await page.getByText('Your notebook is ready!').waitFor();
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
      await page.context().close();
    });
  }
});
