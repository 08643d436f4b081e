import { canonical, withBrought } from '../library/distributions.ts';
import { automagicOf } from './automagic.ts';

/** One command that installs: after `%` or `!`, in a cell of a shell, as a cell of one line, or in Python. */
export interface InstallLine {
  /** Requirements as written, without options: `"transformers>=5"` is `transformers>=5`. */
  readonly requirements: readonly string[];
  /** True when it installs what the line itself does not name: `-r requirements.txt`, `-e .`, `{name}`. */
  readonly open: boolean;
  /** Offset at which a further requirement can be written; null where none can. */
  readonly end: number | null;
}

const SHELL_CELL =
  /^\s*(?:%%(?:capture|time)\b[^\n]*\n\s*)?%%(?:bash|sh|zsh|shell|script|cmd|system|sx|!)[^\n]*\n/;
/** A command with the lines it goes on to after a backslash. */
const COMMAND = /^[ \t]*(?:[A-Za-z_]\w*[ \t]*=[ \t]*)?[%!]{1,2}((?:[^\\\n]|\\(?!\n)|\\\n)*)/gm;
const SHELL_LINE = /^((?:[^\\\n]|\\(?!\n)|\\\n)+)/gm;

const BEFORE = String.raw`(?<=^|[\s;&|(/"'])`;
const OPTIONS = String.raw`(?:[ \t]+-{1,2}[\w-]+(?:=\S+)?){0,4}`;
const INSTALL = new RegExp(
  `${BEFORE}(?:uv${OPTIONS}[ \\t]+)?(?:pip[\\d.]*|conda|mamba|micromamba)${OPTIONS}[ \\t]+install(?=[ \\t\\\\])|${BEFORE}(?:uv|poetry|pdm|pipenv|pixi)[ \\t]+(?:add|install)(?=[ \\t\\\\])`,
  'g',
);
/** Commands that bring what they do not name. */
const BRINGS_UNNAMED =
  /(?:^|[\s;&|(/])(?:uv[ \t]+(?:pip[ \t]+)?sync|poetry[ \t]+install|pipenv[ \t]+(?:sync|install)[ \t]*$|(?:conda|mamba)[ \t]+env[ \t]+(?:create|update)|python[\d.]*[ \t]+setup\.py[ \t]+(?:install|develop)|make[ \t]+install)\b/m;
/** `os.system("pip install x")`, `subprocess.run([…, "pip", "install", "x"])`. */
const IN_PYTHON =
  /["']pip[\d.]*["'][^\n]{0,20}["']install["']|["'](?:[^"'\n]{0,80}[\s/])?pip[\d.]* install\b/;

const OPEN_OPTION = /^(?:-r|--requirements?|-e|--editable|--group)$/;
const VALUE_OPTION =
  /^(?:-[iftcnpC]|--(?:index-url|extra-index-url|find-links|target|channel|name|prefix|root|constraint|python|python-version|timeout|retries|platform|only-binary|no-binary|torch-backend|progress-bar|cache-dir|upgrade-strategy|extra|config-settings?|index-strategy|index|default-index|trusted-host|proxy|abi|implementation|src|log))$/;
/** Extras that stand for nearly everything a package can use. */
const MUCH =
  /\[(?:[^[\]]*,)?\s*(?:all|dev|test(?:s|ing)?|full|complete|docs|examples?)\s*(?:,[^[\]]*)?\]/;

/** Install commands of a cell, in order. */
export function installLines(source: string): InstallLine[] {
  if (!/install|\badd\b|\bsync\b|env[ \t]/.test(source)) return [];
  const shell = SHELL_CELL.exec(source)?.[0].length;
  const auto = automagicOf(source);
  const found: InstallLine[] = [];
  const read = (text: string, from: number): void => {
    if (/^[ \t]*#/.test(text)) return;
    if (BRINGS_UNNAMED.test(text)) found.push({ requirements: [], open: true, end: null });
    // What a command names ends where the shell ends it: nothing is read twice.
    let ended = 0;
    for (const line of text.matchAll(INSTALL)) {
      if (line.index < ended) continue;
      const start = line.index + line[0].length;
      const one = installLine(text, start);
      ended = one.end;
      found.push({ ...one, end: from + one.end });
    }
  };
  if (shell !== undefined)
    for (const line of source.slice(shell).matchAll(SHELL_LINE))
      read(line[1] ?? '', shell + line.index);
  else if (auto !== null) read(source, 0);
  else {
    for (const line of source.matchAll(COMMAND))
      read(line[1] ?? '', line.index + line[0].length - (line[1] ?? '').length);
    if (IN_PYTHON.test(source)) found.push({ requirements: [], open: true, end: null });
  }
  return found;
}

function installLine(text: string, start: number): InstallLine & { readonly end: number } {
  // What follows `#`, `&&`, `|`, `;` or `>` is no requirement; `>=` stands inside one.
  const body =
    /^(?:"[^"]*"|'[^']*'|(?!\s#|&&|[|;)]|\s\d?>(?!=))[\s\S])*/.exec(text.slice(start))?.[0] ?? '';
  const requirements: string[] = [];
  let open = false;
  let option = false;
  for (const [written] of body.matchAll(/"[^"\n]*"|'[^'\n]*'|[^\s\\"']+(?:"[^"\n]*")?/g)) {
    const word = written.replaceAll(/["']/g, '').trim();
    if (option) option = false;
    else if (OPEN_OPTION.test(word)) open = option = true;
    else if (VALUE_OPTION.test(word)) option = true;
    else if (/^-r\S|^--requirements?=/.test(word)) open = true;
    else if (word.startsWith('-') || word === '') continue;
    else if (/^[.~/$]|[{}$]|^https?:|\.(?:whl|gz|zip|txt)$/.test(word)) open = true;
    else if (MUCH.test(word)) {
      requirements.push(word);
      open = true;
    } else requirements.push(word);
  }
  return { requirements, open, end: start + body.trimEnd().length };
}

/** `torch[cuda]>=2; python_version…` -> `torch`, `git+https://…/name.git@main` -> `name`, `conda-forge::x=1` -> `x`. */
export const distributionOf = (requirement: string): string => {
  const named = /^([\w.-]+)\s*(?:\[[^\]]*\]\s*)?@\s/.exec(requirement)?.[1];
  if (named !== undefined) return canonical(named);
  if (!/^(?:git|hg|svn)\+/.test(requirement))
    return canonical(
      requirement
        .replace(/^[\w-]+::/, '')
        .replace(/[<>=!~;@][\s\S]*/, '')
        .trimEnd(),
    );
  const egg = /#(?:[^#]*&)?egg=([\w.-]+)/.exec(requirement)?.[1];
  return canonical(
    egg ??
      requirement
        .replace(/^[^:]*:\/\/[^/]*/, '')
        .replace(/[@#][\s\S]*/, '')
        .replace(/\/$/, '')
        .replace(/\.git$/, '')
        .replace(/^.*\//, ''),
  );
};

/** What the extras of a requirement bring that its name does not. */
const EXTRAS: Readonly<Record<string, readonly string[]>> = {
  'transformers[torch]': ['torch', 'accelerate'],
  'transformers[sentencepiece]': ['sentencepiece', 'protobuf'],
  'diffusers[torch]': ['torch', 'accelerate'],
  'diffusers[training]': ['accelerate', 'datasets', 'peft', 'torch'],
  'datasets[audio]': ['soundfile', 'librosa', 'torchcodec'],
  'datasets[vision]': ['pillow'],
  'sentence-transformers[train]': ['datasets', 'accelerate'],
  'huggingface-hub[inference]': ['aiohttp'],
};

/** What install lines name and what that brings along, canonical names. */
export function brought(lines: readonly InstallLine[]): Set<string> {
  const names = new Set<string>();
  for (const requirement of lines.flatMap((line) => line.requirements)) {
    const distribution = distributionOf(requirement);
    names.add(distribution);
    for (const written of /\[([^[\]]+)\]/.exec(requirement)?.[1]?.split(',') ?? []) {
      const extra = canonical(written.trim());
      names.add(extra);
      for (const more of EXTRAS[`${distribution}[${extra}]`] ?? []) names.add(more);
    }
  }
  return withBrought(names);
}
