/** What a notebook says of the language of its cells. */
export interface NotebookLanguage {
  /** As people write it: `Python`, `Julia`, `R`, `Python 2`. */
  readonly name: string;
  /** True where the checks of Python apply. */
  readonly python: boolean;
  /** The Python that ran it last, as its kernel gave it ("3.12.4"); null: it does not say. */
  readonly version: string | null;
}

/** A notebook that says nothing of its language. */
export const NOTHING_SAID: NotebookLanguage = { name: 'Python', python: true, version: null };

/** Names of kernels whose specification says no language. */
const BY_KERNEL: readonly (readonly [RegExp, string])[] = [
  [/^(?:ir|r|xr|irkernel)\b/i, 'R'],
  [/^julia/i, 'Julia'],
  [/^(?:bash|zsh|sh|calysto_bash)\b/i, 'Bash'],
  [/^(?:javascript|deno|tslab|jslab|ijavascript)\b/i, 'JavaScript'],
  [/^\.net-csharp|^csharp/i, 'C#'],
  [/^\.net-fsharp|^fsharp/i, 'F#'],
  [/^(?:rust|evcxr)/i, 'Rust'],
  [/^(?:gophernotes|gonb)/i, 'Go'],
  [/^(?:scala|almond|spylon|apache_toree_scala)/i, 'Scala'],
  [/^(?:haskell|ihaskell)/i, 'Haskell'],
  [/^(?:xcpp|cling)/i, 'C++'],
  [
    /^(?:octave|matlab|jupyter_matlab|sos|ruby|iruby|kotlin|java|ijava|swift|stata|sas|sql|xsql|lua|perl|ocaml|elixir|wolframlanguage|maxima|gap|coq|prolog)\b/i,
    '',
  ],
];

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const textAt = (value: unknown, key: string): string | null => {
  const found = isRecord(value) ? value[key] : null;
  return typeof found === 'string' && found.length <= 60 ? found.trim() : null;
};

const isPython = (name: string): boolean =>
  /^(?:i?python\d?(?:\.\d+)*|xpython|xeus-python|pyodide|ipy)$/i.test(name);

const titled = (name: string): string =>
  name.length <= 1 ? name.toUpperCase() : `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

/** What a notebook's metadata says of its language; Python where it says nothing. */
export function notebookLanguage(metadata: unknown): NotebookLanguage {
  const info = isRecord(metadata) ? metadata['language_info'] : null;
  const spec = isRecord(metadata) ? metadata['kernelspec'] : null;
  const version = textAt(info, 'version');
  const kernel = textAt(spec, 'name') ?? '';
  const said = textAt(info, 'name') ?? textAt(spec, 'language');
  if (said !== null && said !== '' && !isPython(said))
    return { name: titled(said), python: false, version: null };
  if (said === null || said === '') {
    const found = BY_KERNEL.find(([pattern]) => pattern.test(kernel));
    if (found) return { name: found[1] || titled(kernel), python: false, version: null };
  }
  const isOld = version === null ? /^python2\b|^python-?2/i.test(kernel) : /^2\./.test(version);
  return isOld ? { name: 'Python 2', python: false, version } : { ...NOTHING_SAID, version };
}

/** The language a cell says it is in, where its own metadata says so: polyglot notebooks, SoS. */
export function cellLanguage(metadata: unknown): string | null {
  const vscode = isRecord(metadata) ? metadata['vscode'] : null;
  const polyglot = isRecord(metadata) ? metadata['polyglot_notebook'] : null;
  const said =
    textAt(vscode, 'languageId') ?? textAt(polyglot, 'kernelName') ?? textAt(metadata, 'kernel');
  return said === null || said === '' || isPython(said) || /^(?:python3|sos)$/i.test(said)
    ? null
    : said;
}
