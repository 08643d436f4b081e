/**
 * Puts new sources into the text of a notebook file. All else stays byte for byte:
 * spaces, the order of keys, escapes, outputs, ids, metadata, and every line of a
 * source that is the same before and after.
 */
export function withSources(file: string, sources: ReadonlyMap<number, string>): string {
  const places = new Scanner(file).sources();
  const isAscii = !/[^\0-\x7f]/.test(file);
  let text = '';
  let at = 0;
  for (const [cell, place] of places.entries()) {
    const source = sources.get(cell);
    if (source === undefined || place === null) continue;
    text += file.slice(at, place.from) + written(file, place, source, isAscii);
    at = place.to;
  }
  return text + file.slice(at);
}

/** A JSON string or a list of them, with where each string stands. */
interface SourcePlace {
  readonly from: number;
  readonly to: number;
  readonly isList: boolean;
  readonly strings: readonly { readonly from: number; readonly to: number }[];
}

function written(file: string, place: SourcePlace, source: string, isAscii: boolean): string {
  const json = (text: string): string => {
    const plain = JSON.stringify(text);
    return isAscii
      ? plain.replace(
          /[^\0-\x7f]/g,
          (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
      : plain;
  };
  if (!place.isList) return json(source);
  const old = place.strings.map(({ from, to }) => file.slice(from, to));
  // SAFETY: the scanner found these as JSON strings in a file that was parsed.
  const before = old.map((one) => JSON.parse(one) as string);
  const after = source === '' ? [] : source.split(/(?<=\n)/);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const lines = [
    ...old.slice(0, start),
    ...after.slice(start, after.length - end).map(json),
    ...(end > 0 ? old.slice(-end) : []),
  ];
  const [first, second] = place.strings;
  if (!first) return `[${lines.join(', ')}]`;
  const last = place.strings.at(-1) ?? first;
  const head = file.slice(place.from, first.from);
  const between = second ? file.slice(first.to, second.from) : `,${head.slice(1) || ' '}`;
  return lines.length === 0 ? '[]' : head + lines.join(between) + file.slice(last.to, place.to);
}

/** Walks over JSON that is known to be whole, without making values of it. */
class Scanner {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  /** Of every cell its source, in order; null for one without. */
  sources(): (SourcePlace | null)[] {
    let found: (SourcePlace | null)[] = [];
    this.object((key) => {
      if (key !== 'cells') return this.skip();
      found = [];
      this.list(() => {
        let place: SourcePlace | null = null;
        this.object((name) => {
          if (name === 'source') place = this.source();
          else this.skip();
        });
        found.push(place);
      });
    });
    return found;
  }

  private source(): SourcePlace {
    this.space();
    const from = this.at;
    const strings: { from: number; to: number }[] = [];
    const string = (): void => {
      this.space();
      const start = this.at;
      this.string();
      strings.push({ from: start, to: this.at });
    };
    const isList = this.text[this.at] === '[';
    if (isList) this.list(string);
    else string();
    return { from, to: this.at, isList, strings };
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  /** True where the character is there, which is then passed. */
  private is(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private object(value: (key: string) => void): void {
    if (!this.is('{')) return this.skip();
    if (this.is('}')) return;
    do {
      this.space();
      const from = this.at;
      this.string();
      // SAFETY: a key of JSON is a JSON string.
      const key = JSON.parse(this.text.slice(from, this.at)) as string;
      this.is(':');
      value(key);
    } while (this.is(','));
    this.is('}');
  }

  private list(value: () => void): void {
    if (!this.is('[')) return this.skip();
    if (this.is(']')) return;
    do value();
    while (this.is(','));
    this.is(']');
  }

  private string(): void {
    this.at += 1;
    for (;;) {
      const end = this.text.indexOf('"', this.at);
      if (end < 0) throw new Error('A string of the notebook does not end.');
      let slashes = 0;
      while (this.text[end - 1 - slashes] === '\\') slashes += 1;
      this.at = end + 1;
      if (slashes % 2 === 0) return;
    }
  }

  /** Pass a value of any kind, however deeply nested. */
  private skip(): void {
    let depth = 0;
    do {
      this.space();
      const char = this.text[this.at];
      if (char === undefined) return;
      if (char === '"') this.string();
      else if (char === '{' || char === '[') {
        depth += 1;
        this.at += 1;
      } else if (char === '}' || char === ']') {
        depth -= 1;
        this.at += 1;
      } else if (char === ',' || char === ':') this.at += 1;
      else
        while (this.at < this.text.length && !/[\s,:[\]{}"]/.test(this.text[this.at] ?? ''))
          this.at += 1;
    } while (depth > 0);
  }
}
