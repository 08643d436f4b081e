export const joined = (text: string | readonly string[]): string =>
  typeof text === 'string' ? text : text.join('');

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text or list of lines of a notebook file; anything else is none. */
const multilineOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.filter((line) => typeof line === 'string').join('')
      : '';

/** What somebody can read of an output: not pictures and sounds, which are base64. Never throws. */
export function* textsOfOutput(output: unknown): Generator<string> {
  if (!isRecord(output)) return;
  const { output_type: type, data } = output;
  if (type === 'stream') {
    yield multilineOf(output['text']);
    return;
  }
  if (type === 'error') {
    const trace = Array.isArray(output['traceback']) ? (output['traceback'] as unknown[]) : [];
    // Colours split tokens: "\u001b[31mhf_…".
    // eslint-disable-next-line no-control-regex
    yield [output['evalue'], ...trace].join('\n').replace(/\u001b\[[0-9;]*m/g, '');
    return;
  }
  if (!isRecord(data)) return;
  for (const [mime, value] of Object.entries(data)) {
    if (/^(?:image\/(?!svg)|audio\/|video\/)/.test(mime)) continue;
    yield* stringsOf(value);
  }
}

/** The same as one text. */
export const textOfOutput = (output: unknown): string => [...textsOfOutput(output)].join('\n');

/** Lines are put together up to so many: each for itself costs more, all together much memory. */
const LINES = 5000;

/** All strings and keys of JSON, one a line; without recursion, so nesting cannot overflow. */
export function* stringsOf(value: unknown): Generator<string> {
  let lines: string[] = [];
  for (const line of linesOf(value)) {
    lines.push(line);
    if (lines.length < LINES) continue;
    yield lines.join('\n');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('\n');
}

function* linesOf(value: unknown): Generator<string> {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const item = stack.pop();
    if (typeof item === 'string') yield item;
    else if (Array.isArray(item)) {
      if (item.every((part) => typeof part === 'string')) yield item.join('');
      else for (const part of item) stack.push(part);
    } else if (item !== null && typeof item === 'object') {
      for (const [key, part] of Object.entries(item)) {
        // `"api_key": "…"` is only seen as a pair.
        if (typeof part === 'string') yield `${key} = "${part}"`;
        else {
          yield key;
          stack.push(part);
        }
      }
    }
  }
}
