import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { PICTURED, startAround, type Around } from '../harness/around.ts';
import { generate, lay } from '../harness/deck.ts';
import { rows } from '../harness/native.ts';
import { cellWith, clickWord, wordIn, writeNotebook } from '../harness/notebooks.ts';
import { installedExtension } from '../harness/package.ts';
import {
  closeAll,
  command,
  newContext,
  openFile,
  openWorkbench,
  standing,
} from '../harness/page.ts';
import { writeUserSettings } from '../harness/workbench.ts';

// In two parts, so that nobody who scans this repository takes it for a real one.
const SECRET = 'hf_' + 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi';
/** The editor draws long strings in pieces: a word of the first one. */
const NAME = PICTURED.slice(0, 30);
const OLD = [
  '# Film reviews\nA notebook of 2023, as it lies in many folders.',
  '%pip install -q transformers torch',
  'from transformers import AutoModelForVision2Seq, pipeline',
  `classify = pipeline("sentiment-analysis", model="${PICTURED}")\nclassify("What a film!", return_all_scores=True)`,
  'model = AutoModelForVision2Seq.from_pretrained("tiny/llava").to("cuda")',
  `token = "${SECRET}"\npipeline("text-generation", model="tiny/gated", token=token)`,
  'pipeline("fill-mask", model="tiny/not-there")',
];

let around: Around;
let page: Page;

before(async () => {
  around = await startAround(installedExtension().extensions);
  page = await (await newContext(around.browser)).newPage();
  await openWorkbench(page, around.workbench);
});
after(() => around.close());
beforeEach(() => closeAll(page));

const at = (name: string): string => join(around.workbench.folder, name);
const open = async (name: string, texts: readonly string[]): Promise<void> => {
  writeNotebook(at(name), texts);
  await openFile(page, at(name));
};
const squiggles = (word: string, kind: 'error' | 'warning' | 'info'): Locator =>
  cellWith(page, word).locator(`.squiggly-${kind}`).first();
/** The hover over a word, asked for by the keyboard: no pointer has to rest long enough. */
async function hoverOn(word: string, text: string | RegExp): Promise<Locator> {
  await clickWord(page, word);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  const hover = page.locator('.monaco-hover:visible', { hasText: text }).first();
  await hover.waitFor();
  return hover;
}
const actions = (): Locator => page.locator('.action-widget .action');
const picture = (name: string): Promise<Buffer> =>
  page.screenshot({ path: join(import.meta.dirname, `../../../docs/images/${name}.png`) });

describe('VS Code: an ordinary notebook', () => {
  it('says in the cells what is wrong', async () => {
    await open('old.ipynb', OLD);
    await squiggles('import', 'warning').waitFor();
    await squiggles('return_all_scores', 'warning').waitFor();
    await squiggles('cuda', 'info').waitFor();
    await squiggles('token', 'error').waitFor();
    await squiggles('tiny/not-there', 'warning').waitFor();
    const hover = await hoverOn('tiny/not-there', 'There is no public model tiny/not-there');
    assert.match(await hover.innerText(), /alacard\s*model-not-found/);
    const link = await hover.locator('a.code-link').getAttribute('href');
    assert.match(link ?? '', /\/docs\/findings\.md#model-not-found$/);
  });

  it('repairs it by the keyboard', async () => {
    await open('repair.ipynb', OLD);
    await squiggles('import', 'warning').waitFor();
    const fix = actions().filter({ hasText: 'with AutoModelForImageTextToText' });
    // The editor has nothing to offer before it has asked about the place of the cursor.
    for (let tries = 0; !(await fix.isVisible()); tries += 1) {
      assert.ok(tries < 20, 'the quick fix is offered');
      await clickWord(page, 'AutoModelForVision2Seq');
      await page.keyboard.press('Control+.');
      await actions()
        .first()
        .waitFor({ timeout: 5000 })
        .catch(() => undefined);
    }
    await actions().filter({ hasText: 'Replace all removed APIs' }).waitFor();
    await picture('vscode-quick-fix');
    await page.keyboard.press('Enter');
    await wordIn(page, 'AutoModelForImageTextToText').waitFor();
    // Also in the cell below that uses the name.
    await cellWith(page, 'AutoModelForImageTextToText.from_pretrained').waitFor();
  });

  it('shows the card of a model under the pointer', async () => {
    await open('card.ipynb', OLD);
    const hover = await hoverOn(NAME, 'Licence:');
    assert.equal(await hover.getByRole('link', { name: 'Open on the Hub' }).count(), 1);
    await picture('vscode-model-card');
  });

  it('makes no link, picture or command of what a model says of itself', async () => {
    await open('markup.ipynb', ['AutoModel.from_pretrained("tiny/markup")']);
    const hover = await hoverOn('tiny/markup', 'Open on the Hub');
    assert.match(await hover.innerText(), /\[Repair\]\(command:workbench\.action\.quit\)/);
    const links = await hover.locator('.hover-contents a').allInnerTexts();
    assert.deepEqual(links, ['Open on the Hub']);
    assert.equal(await hover.locator('.hover-contents img').count(), 0);
  });

  it('offers models while an id is typed', async () => {
    await open('typing.ipynb', [
      'from transformers import AutoModel',
      'AutoModel.from_pretrained("")',
    ]);
    await clickWord(page, 'from_pretrained');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('tiny/whis', { delay: 30 });
    const offered = page.locator('.suggest-widget .monaco-list-row', { hasText: 'tiny/whisper' });
    await offered.first().waitFor();
    await page.keyboard.press('Enter');
    await wordIn(page, '"tiny/whisper"').waitFor();
  });
});

describe('VS Code: a notebook of ours', () => {
  it('has lenses, which lay its cards and ask', async () => {
    await lay(page, 'tiny/text-cls');
    await generate(page);
    const lens = page.locator('.codelens-decoration a', { hasText: 'Change a card' }).first();
    await command(page, 'Notebook: Focus First Editor').catch(() => undefined);
    await lens.click();
    await rows(page, 'Difficulty').waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('VS Code: findings in themes', () => {
  for (const [name, theme, kind] of [
    ['light', 'Light 2026', 'vs'],
    ['dark', 'Dark 2026', 'vs-dark'],
    ['high-contrast', 'Default High Contrast', 'hc-black'],
  ] as const) {
    it(`stand out in ${theme}`, async () => {
      writeUserSettings(around.workbench.home, { 'workbench.colorTheme': theme });
      await page.reload();
      await standing(page);
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      await open(`theme-${name}.ipynb`, OLD);
      await squiggles('tiny/not-there', 'warning').waitFor();
    });
  }
});
