/** Values of others in Markdown cells: always as plain text, never as markup. */

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const escapeHtml = (text: string): string =>
  oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/**
 * Escape what CommonMark, GitHub tables or MathJax could read as markup. Marks
 * that only count at the start of a line are escaped there; `_` and `-` inside
 * words stay readable: model ids are full of them.
 */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*[\]|~$]/g, '\\$&')
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-+=#>]/, '\\$&')
    // A bare address or a mention must not become a link.
    .replace(/(https?|ftp|mailto):/gi, '$1&#58;')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/@/g, '&#64;');

/** Sentences of our own with values of others in them: `code` stays a code span, the rest is escaped. */
export const escapeProse = (text: string): string =>
  text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeWithin(part)))
    .join('');

/** `escapeMarkdown` that keeps the blanks at the ends. */
const escapeWithin = (part: string): string => {
  const body = part.trim();
  const before = part.trimStart() === part ? '' : ' ';
  const after = body !== '' && part.trimEnd() !== part ? ' ' : '';
  return before + escapeMarkdown(body) + after;
};

export function codeSpan(text: string): string {
  const plain = oneLine(text);
  if (!plain) return '';
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 || plain.startsWith('`')
    ? `${fence} ${plain} ${fence}`
    : `${fence}${plain}${fence}`;
}

/**
 * Lines of others as a block of code: fenced by more backticks than stand in them, without signs
 * that are no text.
 * @param language of the fence: a word of our own.
 */
export function codeBlock(text: string, language: string): string {
  const plain = text.replace(/[^\P{C}\n\t]/gu, '').toWellFormed();
  const longest = Math.max(2, ...[...plain.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${plain}\n${fence}`;
}

/** A value as part of a link target: everything but unreserved characters and `/` is percent-encoded. */
export const linkTarget = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll('%2F', '/')
    .replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/**
 * A whole web address as a link target: what could end the target, or start
 * mathematics, is percent-encoded.
 * @throws TypeError when `text` is no address.
 */
export const linkAddress = (text: string): string =>
  new URL(text).href.replace(/[()<>$\\'"]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
