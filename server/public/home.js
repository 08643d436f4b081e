// The table on the home page: deal, lock, swap, generate, download.
const table = document.querySelector('#table');
const status = document.querySelector('#status');
const done = document.querySelector('#done');
const cards = [...table.querySelectorAll('.card')];
const suits = {
  prompt_cards: 'prompt',
  topic: 'topic',
  difficulty: 'difficulty',
  ui_component: 'ui_component',
};
const decks = {};
const address = new URLSearchParams(location.search);
let recipe = null;
let parent = null;

const say = (text) => {
  status.textContent = text;
};
const api = async (path, init) => {
  const response = await fetch(path, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? `The server answered ${response.status}.`);
  return body;
};
const post = (path, body, headers = {}) =>
  api(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const valueOf = (key) => {
  const card = recipe[key];
  if (typeof card === 'string') return card;
  return card.id ?? card.pack ?? card.own ?? 'own prompts';
};

const draw = (dealt) => {
  cards.forEach((card, index) => {
    const key = card.dataset.key;
    const value = valueOf(key);
    const known = decks[key]?.find((one) => one.id === value);
    const face = card.querySelector('.face');
    face.replaceChildren();
    const name = document.createElement('b');
    if (key === 'model_card') {
      const [org, rest] = value.split('/');
      const small = document.createElement('small');
      small.textContent = rest ? org : '';
      name.textContent = rest ?? org;
      face.append(small, name);
    } else {
      name.textContent = known ? `${known.emoji} ${known.name}` : `✏️ ${value}`;
      const about = document.createElement('small');
      about.textContent = known?.summary ?? '';
      face.append(name, about);
    }
    const choice = card.querySelector('select, input');
    choice.value = '';
    if (dealt && !card.classList.contains('locked')) {
      card.classList.remove('dealt');
      void card.offsetWidth;
      card.style.animationDelay = `${index * 60}ms`;
      card.classList.add('dealt');
    }
  });
  table.hidden = false;
};

const locked = () =>
  cards
    .filter((card) => card.classList.contains('locked') && recipe)
    .map(
      (card) =>
        `locked_cards=${encodeURIComponent(`${card.dataset.key}=${valueOf(card.dataset.key)}`)}`,
    );

const deal = async (extra = []) => {
  say('');
  done.hidden = true;
  try {
    const own = recipe?.prompt_cards?.prompts ? recipe.prompt_cards : null;
    ({ recipe } = await api(`/api/shuffle?${[...locked(), ...extra].join('&')}`));
    if (own && cards[1].classList.contains('locked')) recipe.prompt_cards = own;
    draw(true);
  } catch (error) {
    say(error.message);
  }
};

const lock = (card, on) => {
  card.classList.toggle('locked', on);
  const button = card.querySelector('.lock');
  button.setAttribute('aria-pressed', String(on));
  button.textContent = on ? '🔒' : '🔓';
};

for (const card of cards) {
  card
    .querySelector('.lock')
    .addEventListener('click', () => lock(card, !card.classList.contains('locked')));
  const key = card.dataset.key;
  card.querySelector('select')?.addEventListener('change', (event) => {
    const id = event.target.value;
    if (!id) return;
    recipe[key] = key === 'topic' ? { id } : key === 'prompt_cards' ? { pack: id } : id;
    lock(card, true);
    draw(false);
  });
}
const model = cards[0].querySelector('input');
let waiting;
model.addEventListener('input', () => {
  clearTimeout(waiting);
  const q = model.value.trim();
  if (q.length < 2) return;
  waiting = setTimeout(async () => {
    try {
      const { models } = await api(`/api/models/search?q=${encodeURIComponent(q)}`);
      document
        .querySelector('#models')
        .replaceChildren(
          ...models.map((one) =>
            Object.assign(document.createElement('option'), { value: one.id }),
          ),
        );
    } catch {
      // Typing an id still works without suggestions.
    }
  }, 250);
});
model.addEventListener('change', () => {
  const id = model.value.trim();
  if (!/^[\w][\w.-]*(\/[\w][\w.-]*)?$/.test(id)) return;
  recipe.model_card = { id };
  lock(cards[0], true);
  draw(false);
});

const save = (text, name) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

document.querySelector('#generate').addEventListener('click', async (event) => {
  event.target.disabled = true;
  done.hidden = true;
  say(`Fetching ${recipe.model_card.id} from Hugging Face …`);
  try {
    // Private until the reader decides to share it.
    const shared = parent
      ? await post(`/api/notebook/${parent}/remix`, { modified_recipe: recipe, is_public: false })
      : await post('/api/notebook/generate', { recipe, is_public: false });
    const headers = shared.manage_token ? { 'alacard-manage-token': shared.manage_token } : {};
    const file = await fetch(shared.download_url, { headers });
    if (!file.ok) throw new Error('The notebook was made, but could not be downloaded.');
    save(
      await file.text(),
      `${recipe.model_card.id.split('/').at(-1)}-${valueOf('topic')}.ipynb`.replace(
        /[^\w.-]+/g,
        '-',
      ),
    );
    say('');
    offer(shared, headers);
  } catch (error) {
    say(error.message);
  } finally {
    event.target.disabled = false;
  }
});

function offer(shared, headers) {
  const text = document.createElement('p');
  text.textContent =
    'Your notebook is ready and downloaded. Nobody else can see it, unless you share it.';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'primary';
  button.textContent = 'Share it';
  button.addEventListener('click', async () => {
    try {
      await api(`/api/notebook/${shared.share_id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"is_public":true}',
      });
      location.assign(`/n/${shared.share_id}`);
    } catch (error) {
      say(error.message);
    }
  });
  done.replaceChildren(text, button);
  if (shared.manage_token) {
    const note = document.createElement('p');
    const code = document.createElement('code');
    code.textContent = shared.manage_token;
    note.append('Keep this manage token to change or delete it later: ', code);
    done.append(note);
  }
  done.hidden = false;
  button.focus();
}

for (const id of ['#shuffle', '#again'])
  document.querySelector(id).addEventListener('click', () => deal());

await Promise.all(
  cards.map(async (card) => {
    const key = card.dataset.key;
    if (!suits[key]) return;
    const answer = await api(`/api/cards/${suits[key]}?limit=200`).catch(() => ({ cards: [] }));
    decks[key] = answer.cards;
    card.querySelector('select').replaceChildren(
      Object.assign(document.createElement('option'), { value: '', textContent: 'Swap …' }),
      ...answer.cards.map((one) =>
        Object.assign(document.createElement('option'), {
          value: one.id,
          textContent: `${one.emoji} ${one.name}`,
        }),
      ),
    );
  }),
);
if (address.has('remix')) {
  try {
    parent = address.get('remix');
    const shown = await api(`/api/notebook/${encodeURIComponent(parent)}`);
    recipe = shown.recipe;
    const note = document.querySelector('#parent');
    note.textContent = `Remixing “${shown.title}”. Swap some cards; it will be credited.`;
    note.hidden = false;
    draw(true);
  } catch (error) {
    parent = null;
    table.hidden = false;
    say(error.message);
  }
} else if (address.has('recipe')) {
  try {
    ({ recipe } = await api(`/api/recipes/${encodeURIComponent(address.get('recipe'))}`));
    draw(true);
  } catch (error) {
    table.hidden = false;
    say(error.message);
  }
} else if (address.has('model')) {
  await deal([`locked_cards=${encodeURIComponent(`model_card=${address.get('model')}`)}`]);
  if (recipe) lock(cards[0], true);
}
