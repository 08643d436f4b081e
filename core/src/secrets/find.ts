import { looksRandom } from './looks.ts';
import { type SecretKind } from './kind.ts';
import { kindsIn } from './signs.ts';

/**
 * The secret scanner: literal prefixes with the lengths their issuers use, an
 * entropy test and a placeholder test. Runs on decoded text (joined cell
 * sources and text outputs), never on raw notebook JSON or image payloads.
 *
 * It sees no token that is split over lines or put together by code.
 */
export interface SecretMatch {
  /** Kebab-case kind, for example `huggingface` or `database-url`. */
  readonly kind: string;
  /** UTF-16 offsets of the secret itself: `text.slice(from, to)`. */
  readonly from: number;
  readonly to: number;
  /** What may be shown and logged: the public prefix and dots, never the value. */
  readonly masked: string;
}

/** Long enough never to stand in a random token by chance. */
const PLACEHOLDER_ANYWHERE =
  /example|placeholder|replace|changeme|xxxxxx|abcdefgh|12345678|\.\.\.|</i;
/** Short words stand in random tokens by chance: only between separators or at an end, and of what is no key. */
const PLACEHOLDER_WORD =
  /^my[-_]|(?:^|[-_.])(?:your|here|dummy|sample|insert|fake|test|todo|xxx+)(?:[-_.]|$)/i;

const MIN_ENTROPY = 3;

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}

const DOTS = '••••••';

function isPlaceholder(kind: SecretKind, secret: string): boolean {
  // A password is chosen by a person: only a whole placeholder is one (see `accept`).
  if (kind.kind === 'database-url' || kind.kind === 'private-key') return false;
  const value = secret.replace(kind.prefix, '');
  return PLACEHOLDER_ANYWHERE.test(value) || (PLACEHOLDER_WORD.test(value) && !looksRandom(value));
}

/**
 * Finds what looks like a live secret in `text`, in the order of the text and
 * without overlaps. Time is linear in the length of the text.
 */
export function findSecrets(text: string): SecretMatch[] {
  const found: SecretMatch[] = [];
  let taken: Uint8Array | undefined;
  for (const kind of kindsIn(text)) {
    for (const match of text.matchAll(kind.pattern)) {
      const secret = match[1] ?? match[0];
      if (isPlaceholder(kind, secret)) continue;
      if (entropy(secret) < (kind.minEntropy ?? MIN_ENTROPY)) continue;
      if (kind.accept && !kind.accept(secret)) continue;
      const from = match.index + match[0].lastIndexOf(secret);
      const to = from + secret.length;
      // Kinds stand from the most to the least telling: the first one keeps the place.
      taken ??= new Uint8Array(text.length);
      if (taken.subarray(from, to).includes(1)) continue;
      taken.fill(1, from, to);
      found.push({ kind: kind.kind, from, to, masked: maskOf(kind, secret) });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function maskOf(kind: SecretKind, secret: string): string {
  return (kind.prefix.exec(secret)?.[0] ?? '') + DOTS;
}
