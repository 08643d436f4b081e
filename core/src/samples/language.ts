import type { Language } from '../deck/schema.ts';
import type { ModelFacts } from '../hub/facts.ts';

type Said = Pick<ModelFacts, 'id' | 'task' | 'tags' | 'cardData'>;

/** ISO 639-1 for what cards write: codes of three letters, names, codes with a region. */
const CODES: Readonly<Record<string, string>> = {
  deu: 'de',
  ger: 'de',
  german: 'de',
  fra: 'fr',
  fre: 'fr',
  french: 'fr',
  spa: 'es',
  spanish: 'es',
  por: 'pt',
  portuguese: 'pt',
  ita: 'it',
  italian: 'it',
  zho: 'zh',
  chi: 'zh',
  cmn: 'zh',
  chinese: 'zh',
  jpn: 'ja',
  japanese: 'ja',
  hin: 'hi',
  hindi: 'hi',
  ara: 'ar',
  arabic: 'ar',
  rus: 'ru',
  russian: 'ru',
  eng: 'en',
  english: 'en',
  multilingual: 'mul',
  mul: 'mul',
};
const codeOf = (said: string): string => {
  const word = said.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return CODES[word] ?? word;
};

/** Two-letter tags that are languages; others of two letters (`tf`, `en`) are not told apart by form. */
const LANGUAGE_TAG =
  /^(?:af|am|ar|az|be|bg|bn|bs|ca|cs|cy|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|gu|he|hi|hr|hu|hy|id|is|it|ja|ka|kk|km|kn|ko|lt|lv|mk|ml|mn|mr|ms|mt|my|ne|nl|no|pa|pl|pt|ro|ru|sk|sl|sq|sr|sv|sw|ta|te|th|tl|tr|uk|ur|uz|vi|zh)$/;

/** `opus-mt-de-en`, `wmt19-de-en`, `mt-german-english`: the side that is read, and the side that is written. */
export function directionOf(id: string): { readonly from: string; readonly to: string } | null {
  const [, from, to] =
    /(?:^|[-_/])(?:opus-mt(?:-tc(?:-big|-base)?)?|opus-tatoeba|wmt\d*|m?t5?-?mt|mt)[-_](?:big-|base-)?([a-z_+]{2,}?)[-_]([a-z_+]{2,})(?:[-_.]|$)/i.exec(
      id,
    ) ?? [];
  return from && to ? { from, to } : null;
}

/**
 * The language a model reads, as an ISO 639-1 code; `mul` for many, null when
 * nothing is said. English wins where it is one of several: our topics are in it.
 */
export function languageOf(facts: Said): string | null {
  if (facts.task === 'translation' || /opus-mt|wmt\d/i.test(facts.id)) {
    const direction = directionOf(facts.id);
    if (direction) return codeOf(direction.from);
  }
  const said = facts.cardData['language'];
  const listed = (Array.isArray(said) ? said : [said]).filter((one) => typeof one === 'string');
  const tags = facts.tags.filter((tag) => LANGUAGE_TAG.test(tag) || tag.toLowerCase() in CODES);
  const codes = [...new Set((listed.length > 0 ? listed : tags).map(codeOf))].filter(Boolean);
  if (codes.length === 0) return null;
  if (codes.includes('en')) return 'en';
  return codes.includes('mul') || codes.length > 3 ? 'mul' : (codes[0] ?? null);
}

/** English, many languages, and silence about them: the topic's own sentences will do. */
export const readsEnglish = (code: string | null): boolean =>
  code === null || code === 'en' || code === 'mul' || code === 'code';

export function languageFor(facts: Said, languages: readonly Language[]): Language | null {
  const code = languageOf(facts);
  return readsEnglish(code) ? null : (languages.find((one) => one.code === code) ?? null);
}

/** Texts of the Hub's widget: what the author, or the Hub for this language, would try first. */
export const widgetTexts = ({ widgetData }: Pick<ModelFacts, 'widgetData'>): string[] =>
  widgetData.flatMap((one) => {
    const text =
      typeof one === 'object' && one !== null ? (one as Record<string, unknown>)['text'] : null;
    return typeof text === 'string' && text.trim() !== '' && text.length <= 600
      ? [text.replace(/\s+/g, ' ').trim()]
      : [];
  });
