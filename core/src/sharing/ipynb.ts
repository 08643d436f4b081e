import { aboutNotebook } from '../findings/notebook.ts';
import { aboutSharing } from '../findings/sharing.ts';
import { z } from 'zod';
import type { Finding } from '../findings/finding.ts';
import { findSecrets } from '../secrets/find.ts';
import { anyRecord, boundedList, multiline, texts } from './bounded.ts';
import { joined, stringsOf, textsOfOutput } from '../ipynb/texts.ts';
import { beyondBounds, NOTEBOOK_BOUNDS } from './json-bounds.ts';

/** Notebook files as they cross the wire: untrusted text until parsed here. */

/** Largest file that can be shared, in bytes of UTF-8. */
export const MAX_IPYNB_BYTES = 8 * 1024 * 1024;
export const MAX_CELLS = 2000;

/** Outputs of one cell; a loop that prints has thousands. */
export const MAX_OUTPUTS = 20_000;

const OutputSchema = z.discriminatedUnion('output_type', [
  z.looseObject({ output_type: z.literal('stream'), name: z.string(), text: multiline }),
  z.looseObject({
    output_type: z.enum(['display_data', 'execute_result']),
    data: anyRecord,
    metadata: anyRecord.optional(),
  }),
  z.looseObject({
    output_type: z.literal('error'),
    ename: z.string(),
    evalue: z.string(),
    traceback: texts,
  }),
]);
export type Output = z.infer<typeof OutputSchema>;

const cell = { id: z.string().max(64).optional(), source: multiline, metadata: anyRecord };
const CellSchema = z.discriminatedUnion('cell_type', [
  z.looseObject({
    ...cell,
    cell_type: z.literal('code'),
    outputs: boundedList(OutputSchema, MAX_OUTPUTS),
    execution_count: z.number().int().nullable().optional(),
  }),
  z.looseObject({
    ...cell,
    cell_type: z.enum(['markdown', 'raw']),
    attachments: z
      .custom<Record<string, Record<string, unknown>>>(
        (value) =>
          anyRecord.safeParse(value).success &&
          Object.values(value as object).every((bundle) => anyRecord.safeParse(bundle).success),
        'expected an object of attachments',
      )
      .optional(),
  }),
]);
export type Cell = z.infer<typeof CellSchema>;

/** nbformat 4 in what Alacard needs; what it does not know is kept. */
export const IpynbSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int().min(0),
  metadata: anyRecord,
  cells: boundedList(CellSchema, MAX_CELLS).refine(({ length }) => length > 0, 'there is no cell'),
});
export type Ipynb = z.infer<typeof IpynbSchema>;

export type IpynbResult =
  | { readonly ok: true; readonly notebook: Ipynb }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const invalid = (why: string): IpynbResult => ({
  ok: false,
  findings: [aboutSharing('invalid-notebook', { why })],
});

/**
 * Parses the text of an .ipynb file. `bytes` is its length in UTF-8, when known.
 * Whatever the text is, this takes time and memory in proportion to its bytes.
 */
export function parseIpynb(text: string, bytes = text.length): IpynbResult {
  if (bytes > MAX_IPYNB_BYTES) {
    return invalid(
      `The notebook is ${(bytes / 1048576).toFixed(1)} MB; at most 8 MB can be shared. Clear large outputs and try again.`,
    );
  }
  const beyond = beyondBounds(text, NOTEBOOK_BOUNDS);
  if (beyond !== null) {
    return invalid(`The notebook cannot be read: ${beyond}. Clear large outputs and try again.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return invalid(
      `The file is not JSON (${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'}). Save the notebook and try again.`,
    );
  }
  return readIpynb(json);
}

/** The same for JSON that is parsed already, as editors hold it; its size is not looked at. */
export function readIpynb(json: unknown): IpynbResult {
  const parsed = IpynbSchema.safeParse(json);
  if (parsed.success) return { ok: true, notebook: parsed.data };
  const issue = parsed.error.issues[0];
  const at = issue?.path.join('.') ?? '';
  return invalid(
    `The file is not a version 4 notebook: ${at || 'it'} is wrong (${issue?.message ?? 'unknown'}). Open it in Jupyter, save it again and retry.`,
  );
}

export { joined };

/** So many are named; whoever has more sees the rest when these are gone. */
const MAX_FINDINGS = 50;

/** Secrets in a notebook: sources, text outputs, tracebacks, attachment names and metadata. */
export function findNotebookSecrets(notebook: Ipynb): Finding[] {
  const findings: Finding[] = [];
  for (const { text, place, id } of readableTexts(notebook)) {
    for (const match of findSecrets(text)) {
      findings.push({
        ...aboutNotebook('secret', { ...match, place }),
        ...(id === undefined ? {} : { cell: id }),
      });
      if (findings.length >= MAX_FINDINGS) return findings;
    }
  }
  return findings;
}

interface Readable {
  readonly text: string;
  readonly place: string;
  readonly id?: string | undefined;
}

/** Every text of a notebook that somebody can read, with the place it stands at. */
function* readableTexts(notebook: Ipynb): Generator<Readable> {
  for (const [index, cell] of notebook.cells.entries()) {
    const { id } = cell;
    yield { text: joined(cell.source), place: `Cell ${index + 1}`, id };
    for (const text of stringsOf(cell.metadata))
      yield { text, place: `The metadata of cell ${index + 1}`, id };
    if (cell.cell_type !== 'code') continue;
    for (const output of cell.outputs)
      for (const text of textsOfOutput(output))
        yield { text, place: `The output of cell ${index + 1}`, id };
  }
  for (const text of stringsOf(notebook.metadata)) yield { text, place: "The notebook's metadata" };
}
