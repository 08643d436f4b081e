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

interface Kind {
  readonly kind: string;
  /** Global. Group 1, if any, is the secret; otherwise the whole match is. */
  readonly pattern: RegExp;
  /** Public beginning of a secret, kept by `masked`. */
  readonly prefix: RegExp;
  /**
   * Bits a character below which a value is taken for a placeholder; 3 where nothing is said.
   * 0 for a fixed line, or what a person chose; less for a short value of few signs.
   */
  readonly minEntropy?: number;
  /** A further test the secret must pass to be one. */
  readonly accept?: (secret: string) => boolean;
}

/** No letter, digit, `_` or `-` may follow: `\b` would fail after a last `-`, `+` or `/`. */
const KINDS: readonly Kind[] = [
  {
    kind: 'alacard',
    pattern: /\balacard_(?:pat|manage|owner)_[A-Za-z0-9_-]{40,}/g,
    prefix: /^alacard_[a-z]+_/,
  },
  {
    kind: 'huggingface',
    pattern: /\bhf_(?:[A-Za-z]{34}(?![A-Za-z0-9_])|oauth_[A-Za-z0-9_.-]{30,})/g,
    prefix: /^hf_(?:oauth_)?/,
  },
  {
    // OpenAI, Anthropic (sk-ant-), OpenRouter (sk-or-v1-) and their kin.
    kind: 'openai-style',
    pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}/g,
    prefix: /^sk-(?:proj-|svcacct-|admin-|ant-|or-v1-)?/,
  },
  {
    kind: 'github',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/g,
    prefix: /^(?:gh[pousr]_|github_pat_)/,
  },
  {
    kind: 'aws-id',
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    prefix: /^A[A-Z]{3}/,
    // Of real ones, one in five thousand has less than 3 bits.
    minEntropy: 2.2,
  },
  {
    kind: 'aws-secret',
    pattern: /aws_?secret_?access_?key["'\]\s:=]{1,6}([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/gi,
    prefix: /^/,
  },
  {
    kind: 'supabase',
    pattern: /\b(?:sb_secret_[A-Za-z0-9_-]{20,}|sbp_[a-f0-9]{40}(?![A-Za-z0-9]))/g,
    prefix: /^(?:sb_secret_|sbp_)/,
  },
  {
    // Among them the service_role keys of Supabase.
    kind: 'jwt',
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/g,
    prefix: /^eyJ/,
  },
  {
    kind: 'google',
    pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    prefix: /^AIza/,
  },
  { kind: 'groq', pattern: /\bgsk_[A-Za-z0-9]{40,}/g, prefix: /^gsk_/ },
  { kind: 'replicate', pattern: /\br8_[A-Za-z0-9]{37}(?![A-Za-z0-9])/g, prefix: /^r8_/ },
  { kind: 'pinecone', pattern: /\bpcsk_[A-Za-z0-9_]{40,}/g, prefix: /^pcsk_/ },
  { kind: 'slack', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/g, prefix: /^xox[a-z]-/ },
  { kind: 'nvidia', pattern: /\bnvapi-[A-Za-z0-9_-]{40,}/g, prefix: /^nvapi-/ },
  { kind: 'npm', pattern: /\bnpm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g, prefix: /^npm_/ },
  { kind: 'pypi', pattern: /\bpypi-[A-Za-z0-9_-]{50,}/g, prefix: /^pypi-/ },
  { kind: 'gitlab', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g, prefix: /^glpat-/ },
  { kind: 'stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g, prefix: /^[rs]k_live_/ },
  {
    kind: 'private-key',
    pattern: /-----BEGIN (?:[A-Z]{1,20} ){0,4}PRIVATE KEY-----/g,
    prefix: /^-----BEGIN /,
    minEntropy: 0,
  },
  {
    kind: 'database-url',
    pattern:
      /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[^\s:@/"']{0,64}:([^\s@"']{6,128})@[^\s"'/]{3,}/g,
    prefix: /^/,
    minEntropy: 0,
    accept: (password) => !WEAK_PASSWORD.test(password) && !/^[<{$%[]/.test(password),
  },
  {
    kind: 'assignment',
    pattern:
      /\b[A-Z0-9_]{0,64}(?:API_?KEY|TOKEN|SECRET|PASSWORD)["'\]]{0,2}\s{0,8}[:=]\s{0,8}["']([A-Za-z0-9_\-+/=.]{24,512})["']/gi,
    prefix: /^/,
    accept: looksRandom,
  },
];

/** Long enough never to stand in a random token by chance. */
const PLACEHOLDER_ANYWHERE =
  /example|placeholder|replace|changeme|xxxxxx|abcdefgh|12345678|\.\.\.|</i;
/** Short words stand in random tokens by chance: only between separators or at an end, and of what is no key. */
const PLACEHOLDER_WORD =
  /^my[-_]|(?:^|[-_.])(?:your|here|dummy|sample|insert|fake|test|todo|xxx+)(?:[-_.]|$)/i;
const WEAK_PASSWORD =
  /^(?:your|my)?[-_]?(?:password|postgres|passwd|pass|secret|root|admin|changeme|example|x{4,}|\*+|…+|\.{3,})[-_]?(?:here)?$/i;

const MIN_ENTROPY = 3;

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}

/** Tells keys from names: model ids and sentences have few pieces that mix letters and digits. */
function looksRandom(value: string): boolean {
  let mixed = 0;
  for (const piece of value.split(/[-_./+=]/)) {
    if (/[0-9]/.test(piece) && /[A-Za-z]/.test(piece)) mixed += piece.length;
  }
  return mixed >= 10;
}

const DOTS = '••••••';

function isPlaceholder(kind: Kind, secret: string): boolean {
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
  for (const kind of KINDS) {
    for (const match of text.matchAll(kind.pattern)) {
      const secret = match[1] ?? match[0];
      if (isPlaceholder(kind, secret)) continue;
      if (entropy(secret) < (kind.minEntropy ?? MIN_ENTROPY)) continue;
      if (kind.accept && !kind.accept(secret)) continue;
      const from = match.index + match[0].lastIndexOf(secret);
      const to = from + secret.length;
      // Kinds stand from the most to the least telling: the first one keeps the place.
      if (found.some((other) => other.from < to && from < other.to)) continue;
      found.push({ kind: kind.kind, from, to, masked: maskOf(kind, secret) });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function maskOf(kind: Kind, secret: string): string {
  return (kind.prefix.exec(secret)?.[0] ?? '') + DOTS;
}
