import type { Page } from './blocks.ts';
import { plainText } from './markdown.ts';

const LIMIT = 400;
/** Texts that stand at the top of many cards and describe nothing. */
const BOILERPLATE =
  /^(?:this model card|model card|\[|table of contents|disclaimer|note\b|warning|tip\b|>|—|©|license|licence|paper|code|demo|github|update|news|🚨|<)|more information needed|has been (?:pushed|automatically)|^\W*$|^https?:/i;
const OFF_TOPIC =
  /citation|bibtex|licen[cs]e|training data|acknowledg|contact|disclaimer|access|changelog|news|update|install/i;
const DESCRIBES = /\b(?:is|are|was|were|model|fine-?tuned|trained|pre-?trained|based)\b/i;

function shorten(text: string): string {
  if (text.length <= LIMIT) return text;
  const cut = text.slice(0, LIMIT - 1);
  const sentence = cut.lastIndexOf('. ');
  if (sentence > LIMIT / 3) return cut.slice(0, sentence + 1);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : LIMIT - 1)}…`;
}

const isCandidate = (text: string): boolean =>
  text.length >= 40 && text.split(' ').length >= 6 && !BOILERPLATE.test(text);

/** Paragraphs looked at before giving up on one that says "is" or "trained". */
const LOOKED_AT = 6;

/** The first plain paragraph that says what the model is, or null. */
export function descriptionOf(page: Page): string | null {
  let first: string | null = null;
  let seen = 0;
  for (const { text: markdown, headings } of page.prose) {
    if (markdown.length < 40 || OFF_TOPIC.test(headings.at(-1) ?? '')) continue;
    const text = plainText(markdown);
    if (!isCandidate(text)) continue;
    if (DESCRIBES.test(text)) return shorten(text);
    first ??= text;
    seen += 1;
    if (seen >= LOOKED_AT) break;
  }
  return first === null ? null : shorten(first);
}
