import { automagicOf } from './automagic.ts';

/** Line magics that put names into the namespace nobody can see from the text. */
const OPENS =
  /^[ \t]*%(?:run|pylab|store|load(?!_ext)\w*|who\w*|reset\w*|R(?:push|pull|get)?|sql|spark|bigquery|macro|recall|rerun|rep|xdel|julia|octave\w*|matlab|cython\w*|alias|aiida|sas)\b/m;
/** Cell magics of which it is known that they bring nothing but what their options say. */
const BRINGS_OPTIONS =
  /^%%(?:bash|sh|script|zsh|cmd|perl|ruby|python[23]?|pypy3?|html|HTML|javascript|js|svg|SVG|latex|markdown|writefile|file|system|sx|time|timeit|prun|capture|debug|snakeviz|memit|mprun|html_css|mermaid|shell|cuda|cpp|nvcc|writetemplate|ai)\b/;

export interface Brought {
  /** Names that a magic of the cell gives a value. */
  readonly names: readonly string[];
  /** A magic may bring names that the text does not show. */
  readonly open: boolean;
}

const NOTHING: Brought = { names: [], open: false };

/** What the magics of a cell bring: `%%capture out`, `%%bash --out listing`, `%run setup.ipynb`. */
export function broughtBy(text: string): Brought {
  if (!text.includes('%') && automagicOf(text) === null) return NOTHING;
  const auto = automagicOf(text);
  const source = auto === null ? text : `%${auto}`;
  const head = source.trimStart();
  const [first = '', ...rest] = head.startsWith('%%') ? head.split('\n') : [''];
  const names: string[] = [];
  if (first.startsWith('%%capture')) {
    const name = /^%%capture\s+(?:--?[\w-]+\s+)*([A-Za-z_]\w*)/.exec(first)?.[1];
    if (name) names.push(name);
  }
  for (const [, name = ''] of first.matchAll(/\s--?(?:out|err|proc|output|o|r)[ =]([A-Za-z_]\w*)/g))
    names.push(name);
  const store = /^[ \t]*%store[ \t]+-r[ \t]+(\w[\w \t]*)$/gm;
  for (const [, list = ''] of source.matchAll(store)) names.push(...list.trim().split(/\s+/));
  const opensHere = first !== '' && !BRINGS_OPTIONS.test(first);
  const body = first === '' ? source : rest.join('\n');
  const inner = first === '' ? null : /^\s*%%/.test(body) ? broughtBy(body) : null;
  if (inner) names.push(...inner.names);
  // Lines of a cell in another language are no magics.
  const runs = first === '' || /^%%(?:capture|time|timeit|prun)\b/.test(first);
  const open = runs && OPENS.test(body.replace(store, ''));
  return { names, open: opensHere || open || (inner?.open ?? false) };
}
