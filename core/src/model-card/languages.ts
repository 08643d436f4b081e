/** Info strings that say Python. */
const PYTHON = new Set([
  'python',
  'python3',
  'python2',
  'py',
  'py3',
  'ipython',
  'ipython3',
  'pycon',
  'python-repl',
  'jupyter',
]);
/** Info strings that say nothing, or are set on Python often enough to look. */
const OPEN = new Set([
  '',
  'text',
  'txt',
  'plaintext',
  'plain',
  'none',
  'code',
  'example',
  'shell',
  'bash',
  'sh',
  'console',
]);
const SHELL = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'console',
  'shell-session',
  'cmd',
  'powershell',
  'terminal',
]);

export type FenceLanguage = 'python' | 'diff' | 'open' | 'shell' | 'other';

export interface InfoString {
  readonly language: FenceLanguage;
  /** Code that stood on the fence line itself, or "". */
  readonly code: string;
}

const CODE_ON_FENCE =
  /^(?:from\s+[\w.]+\s+import\s|import\s+\w|[A-Za-z_][\w.]*\s*=\s*\S|[A-Za-z_][\w.]*\()/;

/** Read the info string of a fence. */
export function readInfo(info: string): InfoString {
  const trimmed = info.trim();
  if (CODE_ON_FENCE.test(trimmed)) return { language: 'open', code: trimmed };
  const name = trimmed
    .replace(/^\{\s*\.?|\}[\s\S]*/g, '')
    .split(/[\s:,{]/)[0]
    ?.toLowerCase();
  const lang = name ?? '';
  // "```python from x import y": the language, then code.
  const rest = trimmed.slice(lang.length).trim();
  const code =
    PYTHON.has(lang) && CODE_ON_FENCE.test(rest) && !/^\w+=["'\w]*$/.test(rest) ? rest : '';
  if (PYTHON.has(lang)) return { language: 'python', code };
  if (lang === 'diff') return { language: 'diff', code: '' };
  if (SHELL.has(lang)) return { language: 'shell', code: '' };
  return { language: OPEN.has(lang) ? 'open' : 'other', code: '' };
}
