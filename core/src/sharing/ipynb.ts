import { z } from 'zod';
import type { Finding } from '../finding.ts';
import { findSecrets } from '../checks/secrets.ts';

/** Notebook files as they cross the wire: untrusted text until parsed here. */

/** Largest file that can be shared, in bytes of UTF-8. */
export const MAX_IPYNB_BYTES = 8 * 1024 * 1024;
export const MAX_CELLS = 2000;

const multiline = z.union([z.string(), z.array(z.string())]);
const mimeBundle = z.record(z.string(), z.unknown());

const OutputSchema = z.union([
  z.looseObject({ output_type: z.literal('stream'), name: z.string(), text: multiline }),
  z.looseObject({
    output_type: z.enum(['display_data', 'execute_result']),
    data: mimeBundle,
    metadata: z.record(z.string(), z.unknown()).optional(),
  }),
  z.looseObject({
    output_type: z.literal('error'),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
export type Output = z.infer<typeof OutputSchema>;

const cell = { id: z.string().max(64).optional(), source: multiline, metadata: z.looseObject({}) };
const CellSchema = z.union([
  z.looseObject({
    ...cell,
    cell_type: z.literal('code'),
    outputs: z.array(OutputSchema),
    execution_count: z.number().int().nullable().optional(),
  }),
  z.looseObject({
    ...cell,
    cell_type: z.enum(['markdown', 'raw']),
    attachments: z.record(z.string(), mimeBundle).optional(),
  }),
]);
export type Cell = z.infer<typeof CellSchema>;

/** nbformat 4 in what Alacard needs; what it does not know is kept. */
export const IpynbSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.number().int().min(0),
  metadata: z.looseObject({}),
  cells: z.array(CellSchema).min(1).max(MAX_CELLS),
});
export type Ipynb = z.infer<typeof IpynbSchema>;

export type IpynbResult =
  | { readonly ok: true; readonly notebook: Ipynb }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const invalid = (message: string, where?: string): IpynbResult => ({
  ok: false,
  findings: [
    { code: 'invalid-notebook', severity: 'error', message, ...(where ? { cell: where } : {}) },
  ],
});

/** Parses the text of an .ipynb file. `bytes` is its length in UTF-8, when known. */
export function parseIpynb(text: string, bytes = text.length): IpynbResult {
  if (bytes > MAX_IPYNB_BYTES) {
    return invalid(
      `The notebook is ${(bytes / 1048576).toFixed(1)} MB; at most 8 MB can be shared. Clear large outputs and try again.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return invalid(
      `The file is not JSON (${error instanceof Error ? error.message : 'unknown error'}). Save the notebook and try again.`,
    );
  }
  const parsed = IpynbSchema.safeParse(json);
  if (parsed.success) return { ok: true, notebook: parsed.data };
  const issue = parsed.error.issues[0];
  const at = issue?.path.join('.') ?? '';
  return invalid(
    `The file is not a version 4 notebook: ${at || 'it'} is wrong (${issue?.message ?? 'unknown'}). Open it in Jupyter, save it again and retry.`,
  );
}

export const joined = (text: string | readonly string[]): string =>
  typeof text === 'string' ? text : text.join('');

/** Secrets in a notebook: sources, text outputs, tracebacks, attachment names and metadata. */
export function findNotebookSecrets(notebook: Ipynb): Finding[] {
  const findings: Finding[] = [];
  const scan = (text: string, place: string, id?: string): void => {
    for (const match of findSecrets(text)) {
      findings.push({
        code: 'secret',
        severity: 'error',
        message: `${place} contains what looks like a live secret (${match.kind}: ${match.masked}). Remove it, revoke it where it was issued, and try again.`,
        ...(id === undefined ? {} : { cell: id }),
      });
    }
  };
  notebook.cells.forEach((cell, index) => {
    const name = `Cell ${index + 1}`;
    scan(joined(cell.source), name, cell.id);
    scan(stringsOf(cell.metadata), `The metadata of cell ${index + 1}`, cell.id);
    if (cell.cell_type !== 'code') return;
    for (const output of cell.outputs)
      scan(outputText(output), `The output of cell ${index + 1}`, cell.id);
  });
  scan(stringsOf(notebook.metadata), "The notebook's metadata");
  return findings;
}

function outputText(output: Output): string {
  if (output.output_type === 'stream') return joined(output.text);
  if (output.output_type === 'error') {
    // Colours split tokens: "\u001b[31mhf_…".
    // eslint-disable-next-line no-control-regex
    return [output.evalue, ...output.traceback].join('\n').replace(/\u001b\[[0-9;]*m/g, '');
  }
  const parts: string[] = [];
  for (const [mime, data] of Object.entries(output.data)) {
    // Pictures and sounds are base64: no text to scan.
    if (/^(?:image\/(?!svg)|audio\/|video\/)/.test(mime)) continue;
    parts.push(stringsOf(data));
  }
  return parts.join('\n');
}

/** All strings and keys of JSON, one a line; without recursion, so nesting cannot overflow. */
function stringsOf(value: unknown): string {
  const lines: string[] = [];
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const item = stack.pop();
    if (typeof item === 'string') lines.push(item);
    else if (Array.isArray(item)) {
      if (item.every((part) => typeof part === 'string')) lines.push(item.join(''));
      else for (const part of item) stack.push(part);
    } else if (item !== null && typeof item === 'object') {
      for (const [key, part] of Object.entries(item)) {
        // `"api_key": "…"` is only seen as a pair.
        if (typeof part === 'string') lines.push(`${key} = "${part}"`);
        else {
          lines.push(key);
          stack.push(part);
        }
      }
    }
  }
  return lines.join('\n');
}
