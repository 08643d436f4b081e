import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import type { Finding } from '../findings/finding.ts';
import { aboutRecipe } from '../findings/recipe.ts';
import { parseRecipe } from './parse.ts';
import { RECIPE_VERSION, type Recipe } from './schema.ts';
import {
  COMPONENT_CODES,
  DICTIONARY,
  DIFFICULTY_CODES,
  PACK_CODES,
  TOPIC_CODES,
} from './share-tables.ts';

/**
 * A recipe as a short code for links: base64url of three bytes and a
 * compressed list of strings.
 *
 *   byte 0  format (3 bits), difficulty (2), UI component (3)
 *   byte 1  the model has a revision (1 bit), topic (7)
 *   byte 2  the user's own prompts follow (1 bit), prompt pack (7)
 *   rest    model id, [revision], [topic], [pack], [UI component], [prompts ...], deflated
 *
 * Topic, pack and component are places in a table, or say that a string follows.
 */
const FORMAT = RECIPE_VERSION;
const FLAG = 0x80;
/** In place of a table row: none (for a topic: the user's own words follow). */
const NONE = 0;
/** In place of a table row: an id follows that the table does not have. */
const WRITTEN = 1;
const FIRST_ROW = 2;
/** In place of a UI component of the table: its id follows. */
const OTHER_COMPONENT = 7;

/** Longest code that is looked at, in characters. Five prompts of 2000 characters fit. */
export const MAX_CODE_LENGTH = 64_000;
/** Largest list of strings a code may unpack to, in bytes. */
const MAX_TEXT_BYTES = 128_000;
/** Bytes of a code that are unpacked before its size is looked at again. */
const STEP = 512;

export type Decoded =
  | { readonly recipe: Recipe; readonly finding?: undefined }
  | { readonly recipe?: undefined; readonly finding: Finding };

/** A short URL-safe code (letters, digits, `-`, `_`) that `decodeRecipe` turns back into the same recipe. */
export function encodeRecipe(recipe: Recipe): string {
  const { model_card: model, topic, prompt_cards: prompts } = recipe;
  const strings = [model.id];
  if (model.revision !== undefined) strings.push(model.revision);

  const ownTopic = 'own' in topic;
  const topicRow = ownTopic ? NONE : rowOf(TOPIC_CODES, topic.id);
  if (ownTopic) strings.push(topic.own);
  else if (topicRow === WRITTEN) strings.push(topic.id);

  const packRow = prompts.pack === undefined ? NONE : rowOf(PACK_CODES, prompts.pack);
  if (prompts.pack !== undefined && packRow === WRITTEN) strings.push(prompts.pack);
  const listed = COMPONENT_CODES.indexOf(recipe.ui_component);
  if (listed < 0) strings.push(recipe.ui_component);
  const ownPrompts = 'prompts' in prompts ? prompts.prompts : null;
  if (ownPrompts) strings.push(...ownPrompts);

  const head = [
    (FORMAT << 5) |
      (DIFFICULTY_CODES.indexOf(recipe.difficulty) << 3) |
      (listed < 0 ? OTHER_COMPONENT : listed),
    (model.revision === undefined ? 0 : FLAG) | topicRow,
    (ownPrompts ? FLAG : 0) | packRow,
  ];
  // The brackets and outer quotes of the list are left out: they are always the same.
  const list = JSON.stringify(strings).slice(2, -2);
  const rest = deflateSync(strToU8(list), { level: 9, dictionary: strToU8(DICTIONARY) });
  return toBase64Url(Uint8Array.from([...head, ...rest]));
}

/** Read a share code that anybody may have written. Never throws. */
export function decodeRecipe(code: string): Decoded {
  const text = code.trim();
  if (text === '') return refused('it is empty');
  if (text.length > MAX_CODE_LENGTH) return refused('it is too long');
  const bytes = fromBase64Url(text);
  if (!bytes) return refused('it has characters that no share code has');
  const [first, second, third] = bytes;
  if (first === undefined || second === undefined || third === undefined) {
    return refused('it is too short');
  }
  const format = first >> 5;
  if (format > FORMAT) {
    return { finding: aboutRecipe('share-code-newer') };
  }
  const strings = format === FORMAT ? readStrings(bytes.subarray(3)) : null;
  if (!strings) return refused('it is damaged');

  const next = strings.values();
  const take = (): string | undefined => next.next().value;
  const model = { id: take(), ...(second & FLAG ? { revision: take() } : {}) };
  const topicRow = second & ~FLAG;
  const topic = topicRow === NONE ? { own: take() } : { id: idOf(TOPIC_CODES, topicRow, take) };
  const packRow = third & ~FLAG;
  const pack = packRow === NONE ? {} : { pack: idOf(PACK_CODES, packRow, take) };
  const component = first & 7;
  const componentId = component === OTHER_COMPONENT ? take() : COMPONENT_CODES[component];
  const others = [...next];
  if (!(third & FLAG) && others.length > 0) return refused('it is damaged');

  const { recipe } = parseRecipe({
    version: RECIPE_VERSION,
    model_card: model,
    prompt_cards: third & FLAG ? { ...pack, prompts: others } : pack,
    topic,
    difficulty: DIFFICULTY_CODES[(first >> 3) & 3],
    ui_component: componentId,
  });
  return recipe ? { recipe } : refused('it is damaged, or names a card this Alacard does not know');
}

const rowOf = (table: readonly string[], id: string): number => {
  const row = table.indexOf(id);
  return row < 0 ? WRITTEN : row + FIRST_ROW;
};

const idOf = (
  table: readonly string[],
  row: number,
  take: () => string | undefined,
): string | undefined => (row === WRITTEN ? take() : table[row - FIRST_ROW]);

/** Unpack piece by piece, so that a small code can take neither much memory nor much time. */
function readStrings(packed: Uint8Array): string[] | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const inflate = new Inflate({ dictionary: strToU8(DICTIONARY) }, (piece) => {
      pieces.push(piece);
      size += piece.length;
    });
    for (let at = 0; at < packed.length; at += STEP) {
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
      if (size > MAX_TEXT_BYTES) return null;
    }
    const list: unknown = JSON.parse(`["${strFromU8(joined(pieces, size))}"]`);
    if (!Array.isArray(list)) return null;
    return list.every((one): one is string => typeof one === 'string') ? list : null;
  } catch {
    // Not deflate, not UTF-8 or not a list of strings: whoever wrote it, it is no code of ours.
    return null;
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

const refused = (why: string): { readonly finding: Finding } => ({
  finding: aboutRecipe('share-code-invalid', { why }),
});
