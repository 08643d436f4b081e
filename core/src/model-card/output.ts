import type { Block } from './blocks.ts';

/** Longest output that is kept: what an example prints is to be compared at a glance. */
const MOST_LINES = 30;
const MOST_SIGNS = 1500;

const SAYS_OUTPUT =
  /\b(?:outputs?|results?|returns?|prints?|printed|predictions?|generated|answers?|response|looks? like|(?:should|will|you) (?:see|get|give)|yields?|gives?|expected|produces?)\b/i;
/** Languages of fences that hold what was printed. */
const PRINTED = /^(?:text|txt|plaintext|plain|json|output|console|log|none)?$/i;
const NOT_OUTPUT =
  /^\s*(?:@\w+\{|\$ |%|!|pip3? |git |curl |conda |python3? |import |from \w+ import|<)/;

/** Output as it is shown: without empty lines around it, cut where it is long; null for none. */
export function shownOutput(text: string): string | null {
  const lines = text
    .replace(/[^\P{C}\n\t]/gu, '')
    .trimEnd()
    .split('\n');
  while (lines[0]?.trim() === '') lines.shift();
  const kept = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_SIGNS);
  if (!/[\p{L}\p{N}]/u.test(kept)) return null;
  return lines.length > MOST_LINES || lines.join('\n').length > MOST_SIGNS ? `${kept}\n…` : kept;
}

/** What stands right below an example: its output where the page says so, or shows it as text. */
export function outputBelow(example: Block, next: Block | undefined): string | null {
  if (!next || next.form !== 'fenced' || !PRINTED.test(next.info.trim())) return null;
  const [heading = ''] = next.headings.slice(-1);
  const moved = heading !== (example.headings.at(-1) ?? '');
  if (moved ? !/^(?:outputs?|results?|example outputs?)\W*$/i.test(heading) : false) return null;
  const says = next.lead === '' ? moved || next.info.trim() !== '' : SAYS_OUTPUT.test(next.lead);
  const bare = next.lead === '' && next.info.trim() === '' && /\bprint\(/.test(example.text);
  if ((!says && !bare) || next.lead.length > 200 || NOT_OUTPUT.test(next.text)) return null;
  return shownOutput(next.text);
}

/** Comments at the end of the code that hold what it printed: `# output:`, `# [{'label': …}]`. */
export function outputInComments(source: string): string | null {
  const lines = source.trimEnd().split('\n');
  let first = lines.length;
  while (first > 0 && /^\s*#/.test(lines[first - 1] ?? '')) first -= 1;
  const comments = lines.slice(first).map((line) => line.replace(/^\s*#+ ?/, ''));
  const [head = ''] = comments;
  if (first === 0 || comments.length === 0) return null;
  const isMarked =
    /^(?:example |expected |sample )?(?:outputs?|results?|prints?|returns?)\s*:?\s*/i;
  if (!isMarked.test(head) && !/^\s*(?:>>>|=+>|-+>|[[{('"\d]|tensor\()/.test(head)) return null;
  const data = [
    head.replace(isMarked, '').replace(/^(?:>>>|=+>|-+>)\s*/, ''),
    ...comments.slice(1),
  ];
  return shownOutput(data.join('\n'));
}
