import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { PICTURED, startAround, type Around } from '../harness/around.ts';
import { deckFrame, generate, lay, panelOf, saveAs } from '../harness/deck.ts';
import { modal, press, toast, write } from '../harness/native.ts';
import { installedExtension } from '../harness/package.ts';
import { closeAll, command, newContext, openWorkbench } from '../harness/page.ts';
import { startRecorder } from '../harness/recorder.ts';
import { writeMachineSettings } from '../harness/workbench.ts';

/** All of it in a folder that is not trusted. */

const TOKEN = 'hf_good' + 'QwErTyUiOpAsDfGhJkLzXcVbNmQw';

let around: Around;
let page: Page;

before(async () => {
  around = await startAround(installedExtension().extensions, undefined, {
    restricted: true,
    notifications: true,
  });
  const context = await newContext(around.browser);
  // The panel takes the one function by which a webview writes to the editor; a copy is kept.
  await context.addInitScript(() => {
    let given: unknown;
    Object.defineProperty(globalThis, 'acquireVsCodeApi', {
      configurable: true,
      get: () => given,
      set: (acquire: () => unknown) => {
        given = () => Object.assign(globalThis, { editorOfTest: acquire() }).editorOfTest;
      },
    });
  });
  page = await context.newPage();
  await openWorkbench(page, around.workbench);
});
after(() => around.close());
beforeEach(() => closeAll(page));

const panel = () => panelOf(page);
const names = () => panel().locator('alacard-card .name').allInnerTexts();
const order = async (what: 'hold' | 'open'): Promise<void> => {
  await fetch(`${around.valve.url}/__valve/${what}`);
};
const tabs = () => page.locator('.tab');
const silence = () => command(page, 'Notifications: Clear All Notifications');
let seen = 0;
/** Tokens the Hub was shown since the last time. */
const tokens = (): (string | null)[] => {
  const since = around.hub.requests.slice(seen);
  seen += since.length;
  return since.map(({ token }) => token);
};

describe('VS Code: a folder that is not trusted', () => {
  it('deals and generates there', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await command(page, 'Alacard: Deal a Hand');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
    await lay(page, 'tiny/text-cls');
    await generate(page);
    const { metadata } = await saveAs(page, join(around.workbench.folder, 'restricted.ipynb'));
    assert.equal(metadata.alacard.recipe.model_card.id, 'tiny/text-cls');
  });
});

describe('VS Code: without the panel', () => {
  it('says how a notebook goes in a notification, and stops when it is told to', async () => {
    await order('hold');
    await lay(page, PICTURED);
    await command(page, 'View: Show Explorer');
    await command(page, 'Alacard: Generate Notebook');
    const progress = toast(page, /Alacard.*…/);
    await progress.getByRole('button', { name: 'Cancel', exact: true }).click();
    await progress.waitFor({ state: 'detached' });
    await order('open');
    // The next one, from the same state, comes to its end: by then the first would have.
    await command(page, 'Alacard: Generate Notebook');
    await toast(page, /Your notebook is ready: \d+ cells in /).waitFor();
    assert.equal(await tabs().count(), 1);
    await silence();
  });
});

describe('VS Code: tokens', () => {
  it('go to the Hub they were given for, and into no notebook', async () => {
    await command(page, 'Alacard: Set Hugging Face Token');
    await write(page, 'Hugging Face Token', TOKEN);
    await toast(page, /The token for .* is kept/).waitFor();
    tokens();
    await lay(page, 'tiny/gated');
    await generate(page);
    assert.ok(tokens().includes(TOKEN), 'the Hub was asked with the token');
    const saved = await saveAs(page, join(around.workbench.folder, 'gated.ipynb'));
    assert.ok(!JSON.stringify(saved).includes(TOKEN));

    const other = await startRecorder(200, []);
    try {
      writeMachineSettings(around.workbench.home, { 'alacard.hubUrl': other.url });
      // The workbench follows its file in its own time.
      for (let tries = 0; other.requests.length === 0; tries += 1) {
        assert.ok(tries < 100, 'the other Hub is never asked');
        await lay(page, `tiny/asked-${tries}`);
      }
      assert.deepEqual([...new Set(other.requests.map((one) => one.authorization))], [null]);
    } finally {
      writeMachineSettings(around.workbench.home, { 'alacard.hubUrl': around.valve.url });
      await other.close();
    }
    tokens();
    for (let tries = 0; !tokens().includes(TOKEN); tries += 1) {
      assert.ok(tries < 100, 'the Hub of the token is never asked again');
      await lay(page, `tiny/asked-again-${tries}`);
    }
    await command(page, 'Alacard: Forget Hugging Face Token');
    await toast(page, new RegExp(`The token for ${around.valve.url} is forgotten`)).waitFor();
    tokens();
    await lay(page, 'tiny/ner');
    assert.ok(!tokens().includes(TOKEN), 'nothing is sent any more');
    await silence();
  });
});

async function openUrl(query: string): Promise<void> {
  await command(page, 'Developer: Open URL');
  const field = page.locator('.quick-input-widget input').first();
  await field.fill(`code-oss://alacard.alacard-vscode/${query}`);
  await field.press('Enter');
  await press(modal(page, "Allow 'Alacard' extension to open this URI?"), 'Open');
}

describe('VS Code: links of others', () => {
  for (const [what, query] of [
    ['a server that is a script', 'remix?server=javascript:alert(1)&id=AbCdEfGhJk23'],
    ['a server with credentials', 'remix?server=https://me:pw@evil.example&id=AbCdEfGhJk23'],
    ['an id that is a path', 'remix?server=https://evil.example&id=../../api/admin'],
    ['another way in', 'run?command=workbench.action.quit'],
  ] as const) {
    it(`lead nowhere with ${what}`, async () => {
      await lay(page, 'tiny/ner');
      const hand = await names();
      await openUrl(query);
      await toast(page, 'The link does not lead to a shared notebook').waitFor();
      assert.deepEqual(await names(), hand);
      await silence();
    });
  }

  it('show the words of their server as text, in which nothing can be clicked', async () => {
    const link = '[Repair](command:workbench.action.quit)';
    const evil = await startRecorder(404, {
      type: 'about:blank',
      title: `Broken ${link}`,
      status: 404,
      detail: `See [here](https://evil.example) or ${link}.`,
      code: 'not-found',
    });
    try {
      await lay(page, 'tiny/ner');
      const hand = await names();
      await openUrl(`remix?server=${encodeURIComponent(evil.url)}&id=AbCdEfGhJk23`);
      const question = modal(page, `Open the cards of a notebook shared on ${evil.url}?`);
      await question.getByText('not the sharing server of your settings').waitFor();
      assert.deepEqual(evil.requests, []);
      await press(question, 'Open');
      const said = toast(page, 'Broken [Repair]');
      await said.waitFor();
      assert.equal(await said.locator('.notification-list-item-message a').count(), 0);
      assert.deepEqual(await names(), hand);
      assert.ok(evil.requests.every(({ authorization }) => authorization === null));
      await silence();
    } finally {
      await evil.close();
    }
  });
});

describe('VS Code: messages to and from the panel', () => {
  it('are ignored or refused when they do not fit', async () => {
    await lay(page, 'tiny/ner');
    const hand = await names();
    const frame = await deckFrame(page);
    const answers = await frame.evaluate(async () => {
      // SAFETY: kept by the script at the start of each page.
      const { editorOfTest: editor } = globalThis as unknown as {
        editorOfTest: { postMessage(message: unknown): void };
      };
      const heard: { id: unknown; kind: unknown }[] = [];
      const call = (id: unknown, method: unknown, params: unknown) =>
        editor.postMessage({ alacard: 1, kind: 'request', id, method, params });
      const last = new Promise<void>((resolve) => {
        window.addEventListener('message', ({ data }) => {
          if (data?.alacard !== 1 || !(data.id >= 9000)) return;
          heard.push({ id: data.id, kind: data.kind });
          if (data.id === 9009) resolve();
        });
      });
      for (const odd of [null, 7, 'generate', [], {}, { alacard: 1 }, { command: 'quit' }])
        editor.postMessage(odd);
      call('text', 'hello', {});
      call(9001, 'constructor', {});
      call(9002, '__proto__', {});
      call(9003, 'generate', { hand: { model_card: { id: '../../x' } }, target: 'new' });
      call(9004, 'generate', { hand: {}, target: 7, remixOf: 'x' });
      call(9005, 'follow', { id: ['run'] });
      call(9006, 'save', { version: 99 });
      call(9009, 'show', { hand: {} });
      // From the editor's side, too: the panel reads what comes as strictly.
      for (const odd of [null, { alacard: 1, kind: 'request', id: 1, method: 'lay', params: 1 }])
        window.postMessage(odd, '*');
      await last;
      return heard;
    });
    const refused = answers.filter(({ kind }) => kind === 'failure').map(({ id }) => id);
    assert.deepEqual(refused.sort(), [9001, 9002, 9003, 9004, 9005, 9006]);
    assert.equal(await tabs().count(), 0);
    assert.deepEqual(await names(), hand);
    await command(page, 'Alacard: Deal a Hand');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
  });
});
