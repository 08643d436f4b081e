import { AT_START, follow, isFresh, type LineState } from './brackets.ts';

const PROMPT = /^\s*>>>(?: |$|(?=\S))/;
const CONTINUATION = /^\s*\.\.\.(?: |$)/;
const IPYTHON = /^\s*In ?\[[\d ]*\]: ?/;

/** True when the block is a session with `>>>` or `In [1]:` prompts, not code with marked output. */
export function isTranscript(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return first !== undefined && (PROMPT.test(first) || IPYTHON.test(first));
}

/** The code of a session: prompts taken off, printed output dropped. */
export function codeOfTranscript(text: string): string {
  const code: string[] = [];
  let state: LineState = AT_START;
  let block = false;
  const push = (line: string): void => {
    code.push(line);
    state = follow(state, line);
    if (line.trim() !== '' && isFresh(state)) {
      if (/:\s*(?:#.*)?$/.test(line)) block = true;
      else if (/^\S/.test(line)) block = false;
    }
  };
  for (const line of text.split('\n')) {
    const prompt = PROMPT.exec(line) ?? IPYTHON.exec(line);
    if (prompt) push(line.slice(prompt[0].length));
    else if (CONTINUATION.test(line)) push(line.replace(/^\s*\.\.\. ?/, ''));
    else if (!isFresh(state)) push(line);
    else if (line.trim() === '') push('');
    else if (block && /^\s/.test(line)) push(line);
    else if (line.trimStart().startsWith('#')) push(line.trimStart());
  }
  return code.join('\n');
}

/** Marks people put before output they pasted below their code. */
const OUTPUT_MARK = /^\s*(?:>>>|>>(?!=)|=+>|-+>|→|⇒|> ?[[{(])/;

/** Drop lines that show output between statements: `>>> …`, `=> …`, `==> …`, Out[1]: … */
export function withoutMarkedOutput(text: string): string {
  let state: LineState = AT_START;
  let dropping = false;
  let output: LineState = AT_START;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    if (dropping && !isFresh(output)) {
      output = follow(output, line);
      continue;
    }
    const previous = kept.findLast((text) => text.trim() !== '') ?? '';
    // Nothing can be indented below a whole call at the margin: it is what the call printed.
    const isPrinted = /^(?:print|[a-z_][\w.]*)\(.*\)\s*$/.test(previous) && /^\s+\S/.test(line);
    if (
      isFresh(state) &&
      (OUTPUT_MARK.test(line) || /^Out ?\[[\d ]*\]: ?/.test(line) || isPrinted)
    ) {
      dropping = true;
      output = follow(AT_START, line);
      continue;
    }
    dropping = false;
    state = follow(state, line);
    kept.push(line);
  }
  return kept.join('\n');
}
