import type { Block } from './blocks.ts';
import { applyDiff, hasDiffMarks, isPatch } from './diff.ts';
import { readInfo } from './languages.ts';
import { isPlainlyNotPython, looksLikePython } from './looks-like-python.ts';
import { separateMagics, type Separated } from './magics.ts';
import { outputInComments, shownOutput } from './output.ts';
import { isTranscript, readTranscript, setOutputApart } from './transcript.ts';
import type { Example } from './types.ts';

export interface PythonBlock extends Separated {
  readonly form: Example['form'];
  /** What the block says that its last statement printed, or null. */
  readonly output: string | null;
}

/** Remove the indentation all lines share; tabs count as they are. */
function dedent(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/[\u00a0\u200b]/g, (c) => (c === '\u00a0' ? ' ' : '')));
  const margins = lines
    .filter((line) => line.trim())
    .map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let margin = margins[0] ?? '';
  for (const other of margins) {
    while (!other.startsWith(margin)) margin = margin.slice(0, -1);
  }
  return lines
    .map((line) => (line.trim() ? line.slice(margin.length).trimEnd() : ''))
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/g, '');
}

/**
 * The Python of a block, with prompts, output, diff marks and shell lines set
 * apart; null when the block holds no Python (its pip lines are lost: the hints
 * read them from the page).
 */
export function pythonOf(block: Block): PythonBlock | null {
  const info =
    block.form === 'indented' ? { language: 'open' as const, code: '' } : readInfo(block.info);
  if (info.language === 'other') return null;
  let text = info.code ? `${info.code}\n${block.text}` : block.text;
  if (info.code && info.language === 'open') text = dedentAfterFirst(text);
  text = dedent(text);
  if (isPatch(text)) return null;

  let form: Example['form'] =
    block.form === 'fenced' && info.language !== 'python' ? 'untagged' : block.form;
  if (info.language === 'diff' || (info.language === 'python' && hasDiffMarks(text))) {
    text = dedent(applyDiff(text));
    form = 'diff';
  }
  const isSession = isTranscript(text);
  if (isSession) form = 'doctest';
  const { code, output } = isSession ? readTranscript(text) : setOutputApart(text);
  text = code;
  const separated = separateMagics(text);
  const source = dedent(separated.source);
  const isPython =
    info.language === 'python' || form === 'doctest'
      ? !isPlainlyNotPython(source)
      : looksLikePython(source);
  if (!isPython) return null;
  return { ...separated, source, form, output: shownOutput(output) ?? outputInComments(source) };
}

/** Code on the fence line has lost the margin that the lines below still have. */
function dedentAfterFirst(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [first, ...rest.map((line) => line.replace(/^ (?=\S)/, ''))].join('\n');
}
