import type { Page } from './blocks.ts';
import { statedRequirements } from './requirements.ts';
import type { UsageHints } from './types.ts';

type Sampling = { -readonly [Key in keyof UsageHints['sampling']]: UsageHints['sampling'][Key] };
type SamplingName = keyof Sampling;

/** Spellings people use in prose and code, and the range in which a value makes sense. */
const SAMPLING: readonly (readonly [SamplingName, string, number, number])[] = [
  ['temperature', 'temperature', 0, 2],
  ['top_p', 'top[_ -]?p', 0, 1],
  ['top_k', 'top[_ -]?k', 1, 1000],
  ['min_p', 'min[_ -]?p', 0, 1],
  ['repetition_penalty', 'repetition[_ -]penalty', 0.5, 2],
];
const RECOMMENDS = /\b(?:recommend\w*|suggest\w*|best|optimal|default|advise|use|set|between)\b/i;

/** `name=value`, `name of value`, "name to value" within one sentence that recommends. */
function samplingOf(prose: readonly string[]): Sampling {
  const found: Sampling = {};
  for (const text of prose) {
    if (!RECOMMENDS.test(text)) continue;
    for (const [name, spelling, low, high] of SAMPLING) {
      if (found[name] !== undefined) continue;
      const pattern = new RegExp(
        `\\b${spelling}\\b\\s*(?:[=:]|of|to|at|is|around)?\\s*(\\d+(?:\\.\\d+)?)`,
        'i',
      );
      const value = Number(pattern.exec(text)?.[1] ?? Number.NaN);
      if (value >= low && value <= high) found[name] = value;
    }
  }
  return found;
}

const PREFIX_SENTENCE =
  /\b(?:prefix\w*|prepend\w*|instruction|start(?:s|ing)? with|begin(?:s|ning)? with|preced\w+)\b/i;
const KNOWN_PREFIX =
  /^(?:query|passage|question|summarize|summarise|document|search_(?:query|document)|classification|clustering|paraphrase|translate \w+ to \w+|Represent [^:]{3,90}): ?$/i;
const QUOTED = /["'`“”‘’]([^"'`“”‘’\n]{3,100}:)( ?)["'`“”‘’]?/g;

/** Prefixes that the prose names, and well-known ones that the card's own code puts before texts. */
function prefixesOf(prose: readonly string[], code: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (prefix: string): void => {
    if (found.size < 8) found.add(`${prefix.trimEnd()} `);
  };
  for (const text of prose) {
    if (!PREFIX_SENTENCE.test(text)) continue;
    for (const match of text.matchAll(QUOTED))
      if (KNOWN_PREFIX.test(match[1] ?? '')) add(match[1] ?? '');
  }
  for (const text of code) {
    for (const match of text.matchAll(
      /["']((?:query|passage|search_query|search_document|summarize|translate \w+ to \w+):) /g,
    )) {
      add(match[1] ?? '');
    }
  }
  return [...found];
}

const VERSIONED =
  'transformers|diffusers|sentence[-_]transformers|torch|pytorch|timm|peft|accelerate|tokenizers|vllm|sglang';
const MINIMUM: readonly RegExp[] = [
  new RegExp(`\\b(${VERSIONED})[\`'"]?\\s*(?:>=|≥|==)\\s*v?(\\d+(?:\\.\\d+)+)`, 'gi'),
  new RegExp(
    `\\b(${VERSIONED})[\`'"]?\\s*(?:(?:version|v)\\s*)?(\\d+(?:\\.\\d+)+)\\s*(?:or|and)\\s*(?:later|newer|higher|above|greater)`,
    'gi',
  ),
  new RegExp(
    `\\b(${VERSIONED})[\`'"]?\\s*<\\s*v?(\\d+(?:\\.\\d+)+)[\`'"]?,? you (?:will|may) (?:encounter|get|see)`,
    'gi',
  ),
];

const isOlder = (a: string, b: string): boolean => {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

function versionsOf(texts: readonly string[]): Record<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    for (const pattern of MINIMUM) {
      for (const [, library = '', version = ''] of text.matchAll(pattern)) {
        const name = library
          .toLowerCase()
          .replace('_', '-')
          .replace(/^pytorch$/, 'torch');
        const known = found.get(name);
        if (known === undefined || isOlder(known, version)) found.set(name, version);
      }
    }
  }
  return Object.fromEntries(found);
}

/** What prose and code of a card say about using the model. */
export function hintsOf(page: Page): UsageHints {
  const prose = page.prose.map((part) => part.text);
  const code = page.blocks.map((block) => block.text);
  const requirements = new Set<string>();
  const spans = prose.flatMap((text) =>
    [...text.matchAll(/`([^`]*\bpip3? install [^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  for (const text of [...code, ...spans]) {
    if (!text.includes('pip')) continue;
    for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
      for (const requirement of statedRequirements(line)) requirements.add(requirement);
    }
  }
  return {
    prefixes: prefixesOf(prose, code),
    sampling: samplingOf(prose),
    trustRemoteCode: [...code, ...prose].some((text) => /trust_remote_code\s*=\s*True/.test(text)),
    minimumVersions: versionsOf([...prose, ...requirements]),
    requirements: [...requirements],
  };
}
