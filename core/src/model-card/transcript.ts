import { AT_START, follow, isFresh, type LineState } from './brackets.ts';

const PROMPT = /^\s*>>>(?: |$|(?=\S))/;
const CONTINUATION = /^\s*\.\.\.(?: |$)/;
const IPYTHON = /^\s*In ?\[[\d ]*\]: ?/;

/** True when the block is a session with `>>>` or `In [1]:` prompts, not code with marked output. */
export function isTranscript(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return first !== undefined && (PROMPT.test(first) || IPYTHON.test(first));
}

/** The code of a session, prompts taken off, and what it printed last. */
export function readTranscript(text: string): { readonly code: string; readonly output: string } {
  const code: string[] = [];
  let output: string[] = [];
  let state: LineState = AT_START;
  const session = { block: false };
  const push = (line: string): void => {
    code.push(line);
    state = follow(state, line);
    if (line.trim() !== '' && isFresh(state)) {
      if (/:\s*(?:#.*)?$/.test(line)) session.block = true;
      else if (/^\S/.test(line)) session.block = false;
    }
  };
  for (const line of text.split('\n')) {
    const prompt = PROMPT.exec(line) ?? IPYTHON.exec(line);
    if (prompt) {
      output = [];
      push(line.slice(prompt[0].length));
    } else if (CONTINUATION.test(line)) push(line.replace(/^\s*\.\.\. ?/, ''));
    else if (!isFresh(state)) push(line);
    else if (line.trim() === '') push('');
    else if (session.block && /^\s/.test(line)) push(line);
    else if (line.trimStart().startsWith('#')) push(line.trimStart());
    else output.push(line.replace(/^Out ?\[[\d ]*\]: ?/, ''));
  }
  return { code: code.join('\n'), output: output.join('\n') };
}

/** Marks people put before output they pasted below their code. */
const OUTPUT_MARK = /^\s*(?:>>>|>>(?!=)|=+>|-+>|→|⇒|> ?[[{(])/;

/** Set lines apart that show output between statements: `>>> …`, `=> …`, `==> …`, Out[1]: …; the last output is kept. */
export function setOutputApart(text: string): { readonly code: string; readonly output: string } {
  let printed: string[] = [];
  let state: LineState = AT_START;
  let dropping = false;
  let output: LineState = AT_START;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    if (dropping && !isFresh(output)) {
      output = follow(output, line);
      printed.push(line);
      continue;
    }
    const previous = kept.findLast((text) => text.trim() !== '') ?? '';
    // Nothing can be indented below a whole call at the margin: it is what the call printed.
    const isPrinted = /^(?:print|[a-z_][\w.]*)\(.*\)\s*$/.test(previous) && /^\s+\S/.test(line);
    if (
      isFresh(state) &&
      (OUTPUT_MARK.test(line) || /^Out ?\[[\d ]*\]: ?/.test(line) || isPrinted)
    ) {
      if (!dropping) printed = [];
      dropping = true;
      output = follow(AT_START, line);
      printed.push(line.replace(/^\s*(?:>>>|>>|=+>|-+>|→|⇒|> ?(?=[[{(])|Out ?\[[\d ]*\]:) ?/, ''));
      continue;
    }
    if (line.trim() !== '') printed = [];
    dropping = false;
    state = follow(state, line);
    kept.push(line);
  }
  return { code: kept.join('\n'), output: printed.join('\n') };
}
