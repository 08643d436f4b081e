/**
 * Follows Python from line to line as far as it says where a statement starts: brackets,
 * strings over several lines, backslashes. Each character is looked at once.
 */
export class LineReader {
  private depth = 0;
  private quote: string | null = null;
  private isContinued = false;
  /** The statement before ends with a colon: an indented one must follow. */
  opensBlock = false;

  get startsStatement(): boolean {
    return this.depth === 0 && this.quote === null && !this.isContinued;
  }

  /** A line of IPython's own stood there. */
  magic(): void {
    this.opensBlock = false;
  }

  read(line: string): void {
    let last = '';
    this.isContinued = false;
    // A string of one line ends with it, whether it was closed or not.
    if (this.quote !== null && this.quote.length === 1) this.quote = null;
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] ?? '';
      if (this.quote !== null) {
        if (char === '\\') at += 1;
        else if (line.startsWith(this.quote, at)) {
          at += this.quote.length - 1;
          this.quote = null;
          last = char;
        }
        continue;
      }
      if (char === '#') break;
      if (char === '"' || char === "'") {
        const triple = char.repeat(3);
        this.quote = line.startsWith(triple, at) ? triple : char;
        at += this.quote.length - 1;
      } else if (char === '(' || char === '[' || char === '{') this.depth += 1;
      else if (char === ')' || char === ']' || char === '}')
        this.depth = Math.max(0, this.depth - 1);
      else if (char === '\\' && at === line.trimEnd().length - 1) this.isContinued = true;
      if (!/\s/.test(char)) last = char;
    }
    if (this.quote?.length === 1 && !line.endsWith('\\')) this.quote = null;
    if (last !== '') this.opensBlock = last === ':' && this.depth === 0;
  }
}
