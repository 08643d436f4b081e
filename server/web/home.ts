import './strict.ts';
import { createPanel, type AlacardPanel } from '@alacard/core/panel';
import { PanelStateSchema, type Hand } from '@alacard/core/panel/host';
import {
  createSharing,
  openShared,
  ShareIdSchema,
  type Recipe,
  type ShareDone,
} from '@alacard/core/sharing';
import { createBrowserHost } from './host.ts';

/** The home page: puts the panel in place of the hand the server dealt. */
const found = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
};
const table = found('table');
const status = found('status');
const { hub = '', ruff = '', hand = 'null' } = table.dataset;
const server = location.origin;
const sharing = createSharing({ fetch: (url, init) => fetch(url, init), baseUrl: server });

const dealt: unknown = { version: 1, hand: JSON.parse(hand) as unknown, locked: [], target: null };
const panel = createPanel(
  createBrowserHost({
    hub,
    ruff: new URL(ruff, location.href),
    server,
    sharing,
    first: PanelStateSchema.safeParse(dealt).data ?? null,
    onShared: tell,
  }),
);
table.replaceChildren(panel);
table.classList.add('live');
found('shuffle').addEventListener('click', (event) => {
  event.preventDefault();
  table.scrollIntoView({ block: 'nearest' });
  void panel.driver.deal();
});
await layAsked(panel);

/** `?remix=…`, `?recipe=…` and `?model=…` of the address: somebody's cards, or one card. */
async function layAsked({ driver }: AlacardPanel): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const remix = asked.get('remix');
  const recipe = asked.get('recipe');
  const model = asked.get('model');
  if (remix !== null) {
    const id = ShareIdSchema.safeParse(remix);
    if (!id.success) return say('This link does not lead to a shared notebook. Check it.');
    const opened = await openShared({ server, shareId: id.data }, sharing);
    if (!opened.ok) return say(opened.problem.detail);
    await driver.lay({ hand: handOf(opened.value.recipe), remixOf: opened.value.remixOf });
  } else if (recipe !== null) {
    const answer = await sharing.call('recipe', { params: { code: recipe } });
    if (!answer.ok) return say(answer.problem.detail);
    await driver.lay({ hand: handOf(answer.value.recipe), remixOf: null });
  } else if (model !== null) {
    const given: Hand = { ...(JSON.parse(hand) as Hand), model_card: { id: model } };
    await driver.lay({ hand: given, remixOf: null });
  }
}

/** The cards of a recipe. */
function handOf({ model_card, prompt_cards, topic, difficulty, ui_component }: Recipe): Hand {
  return { model_card, prompt_cards, topic, difficulty, ui_component };
}

function say(text: string): void {
  status.textContent = text;
}

/** What was shared, and the one time the manage token is shown. */
function tell({ mark, findings }: ShareDone, manageToken: string | undefined): void {
  const link = Object.assign(document.createElement('a'), {
    href: `/n/${mark.share_id}`,
    textContent: mark.url,
  });
  const parts: (string | Node)[] = ['Shared: ', link, '. '];
  if (manageToken !== undefined) {
    const code = Object.assign(document.createElement('code'), { textContent: manageToken });
    const edit = Object.assign(document.createElement('a'), {
      href: `/n/${mark.share_id}/edit`,
      textContent: 'on its page',
    });
    parts.push(
      'Keep this manage token to change or delete it ',
      edit,
      ', it is shown once: ',
      code,
    );
  }
  const others = findings.filter(({ code }) => code !== 'manage-token');
  parts.push(...others.map(({ message }) => ` ${message}`));
  status.replaceChildren(...parts);
  status.classList.add('notice');
  status.scrollIntoView({ block: 'center' });
  link.focus();
}
