/**
 * An open notebook as nbformat JSON, the way the editor's own serializer writes
 * it: that one cannot be asked from a browser's extension host. Pure.
 */
export interface HeldNotebook {
  readonly metadata: Json;
  readonly cells: readonly HeldCell[];
}

export interface HeldCell {
  readonly kind: 'code' | 'markup';
  readonly language: string;
  readonly source: string;
  readonly metadata: Json;
  readonly executionOrder: number | null;
  readonly outputs: readonly HeldOutput[];
}

export interface HeldOutput {
  readonly metadata: Json;
  readonly items: readonly { readonly mime: string; readonly data: Uint8Array }[];
}

type Json = Readonly<Record<string, unknown>>;

export function toIpynb({ metadata, cells }: HeldNotebook): Json {
  return {
    metadata: record(metadata['metadata']),
    nbformat: number(metadata['nbformat'], 4),
    nbformat_minor: number(metadata['nbformat_minor'], 5),
    cells: cells.map(toCell),
  };
}

function toCell(cell: HeldCell): Json {
  const { id, attachments } = cell.metadata;
  const common = {
    ...(typeof id === 'string' ? { id } : {}),
    metadata: record(cell.metadata['metadata']),
    source: cell.source,
  };
  if (cell.kind === 'code' && cell.language !== 'raw') {
    const outputs = cell.outputs.flatMap(toOutput);
    return { cell_type: 'code', ...common, execution_count: cell.executionOrder, outputs };
  }
  return {
    cell_type: cell.kind === 'markup' ? 'markdown' : 'raw',
    ...common,
    ...(attachments === undefined ? {} : { attachments }),
  };
}

/** Mime types that the editor has for what nbformat has output types for. */
const STREAMS: Readonly<Record<string, string>> = {
  'application/vnd.code.notebook.stdout': 'stdout',
  'application/vnd.code.notebook.stderr': 'stderr',
};
const ERROR = 'application/vnd.code.notebook.error';

function toOutput({ metadata, items }: HeldOutput): Json[] {
  const streams = items.filter(({ mime }) => Object.hasOwn(STREAMS, mime));
  if (streams.length > 0) {
    return streams.map(({ mime, data }) => ({
      output_type: 'stream',
      name: STREAMS[mime],
      text: text(data),
    }));
  }
  const error = items.find(({ mime }) => mime === ERROR);
  if (error) return [toError(error.data, record(metadata['originalError']))];
  const result = metadata['outputType'] === 'execute_result';
  return [
    {
      output_type: result ? 'execute_result' : 'display_data',
      data: Object.fromEntries(items.map(({ mime, data }) => [mime, content(mime, data)])),
      metadata: record(metadata['metadata']),
      ...(result ? { execution_count: number(metadata['executionCount'], null) } : {}),
    },
  ];
}

function toError(data: Uint8Array, original: Json): Json {
  const { name, message, stack } = record(json(text(data)));
  const { ename = name, evalue = message, traceback } = original;
  return {
    output_type: 'error',
    ename: string(ename),
    evalue: string(evalue),
    traceback: Array.isArray(traceback) ? traceback.map(string) : string(stack).split('\n'),
  };
}

/** Text and JSON as they are; pictures and sounds as base64. */
function content(mime: string, data: Uint8Array): unknown {
  if (/[/+]json$/.test(mime)) return json(text(data)) ?? text(data);
  return /^text\/|\+xml$|^application\/(?:javascript|xml)$/.test(mime) ? text(data) : base64(data);
}

const text = (data: Uint8Array): string => new TextDecoder().decode(data);

function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function base64(data: Uint8Array): string {
  const pieces: string[] = [];
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < data.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...data.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(''));
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const string = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = <T>(value: unknown, otherwise: T): number | T =>
  typeof value === 'number' ? value : otherwise;
