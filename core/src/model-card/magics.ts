import { AT_START, follow, isFresh, type LineState } from './brackets.ts';
import { statedRequirements } from './requirements.ts';

export interface Separated {
  readonly source: string;
  /** Requirements of pip lines. */
  readonly requirements: readonly string[];
  /** Shell commands and magics that do more than show or time something. */
  readonly shell: readonly string[];
}

const HARMLESS_MAGIC =
  /^%%?(?:capture|matplotlib|time|timeit|load_ext|autoreload|config|reload_ext|python|python3)\b/;
const COMMAND =
  /^(?:\$ )?(?:sudo |conda |mamba |apt(?:-get)? |brew |git (?:clone|lfs|pull|checkout)\b|cd [\w.~/$-]|wget |curl |mkdir |unzip |tar |docker |python3? (?:-m )?[\w./-]+|pip3? |uv |poetry |npm |npx |huggingface-cli |hf (?:download|auth)|export \w+=|source [\w./]|ollama |vllm serve|make\b|bash |sh |accelerate launch|torchrun |rm -)/;

const isPip = (text: string): boolean =>
  /^(?:\$ )?(?:sudo )?(?:python3? -m )?(?:uv )?pip3? install\b/.test(text);

/** True when a line reads as a shell command, not as Python. */
export const isCommand = (line: string): boolean =>
  COMMAND.test(line.trim()) && !/^\w+ *[=(.]/.test(line.trim());

type Command = 'pip' | 'shell';

/** Set apart `!`, `%` and plain shell lines that stand between statements. */
export function separateMagics(text: string): Separated {
  let state: LineState = AT_START;
  let continued: Command | null = null;
  const kept: string[] = [];
  const requirements: string[] = [];
  const shell: string[] = [];
  /** @returns what the next line goes on with, when this one ends in a backslash. */
  const put = (line: string, kind: Command): Command | null => {
    const body = line.replace(/\\\s*$/, '').trim();
    if (kind === 'pip') requirements.push(...statedRequirements(body));
    else if (body) shell.push(body);
    return /\\\s*$/.test(line) ? kind : null;
  };
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (continued) {
      continued = put(continued === 'pip' ? `pip install ${trimmed}` : trimmed, continued);
      continue;
    }
    if (isFresh(state)) {
      const bare = trimmed.replace(/^[!%]{1,2}\s*/, '');
      const marked = /^(?:!|%)/.test(trimmed);
      if (marked && HARMLESS_MAGIC.test(trimmed)) {
        const rest = /^%time\s+(\S.*)$/.exec(trimmed)?.[1];
        if (rest) kept.push(line.slice(0, line.indexOf('%')) + rest);
        continue;
      }
      if ((marked || isCommand(trimmed)) && (isPip(bare) || bare.startsWith('pip install'))) {
        continued = put(bare, 'pip');
        continue;
      }
      if (marked || isCommand(trimmed)) {
        continued = put(bare, 'shell');
        continue;
      }
      const comment = /^#\s*(?:[!%]\s*)?((?:pip3?|uv pip) install\s.+)$/.exec(trimmed)?.[1];
      if (comment) {
        requirements.push(...statedRequirements(comment));
        continue;
      }
    }
    state = follow(state, line);
    kept.push(line);
  }
  return { source: kept.join('\n'), requirements, shell };
}
