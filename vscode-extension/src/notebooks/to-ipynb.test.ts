import { describe, expect, it } from '@jest/globals';
import { parseIpynb } from '@alacard/core/sharing';
import { toIpynb, type HeldCell, type HeldOutput } from './to-ipynb.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const output = (mime: string, data: string | Uint8Array, metadata = {}): HeldOutput => ({
  metadata,
  items: [{ mime, data: typeof data === 'string' ? bytes(data) : data }],
});
const code = (...outputs: HeldOutput[]): HeldCell => ({
  kind: 'code',
  language: 'python',
  source: 'x',
  metadata: { id: 'c1', metadata: { tags: ['t'] } },
  executionOrder: 3,
  outputs,
});
const written = (...cells: HeldCell[]) =>
  toIpynb({
    metadata: { metadata: { alacard: { a: 1 } }, nbformat: 4, nbformat_minor: 5, cells: [] },
    cells,
  });

describe('an open notebook as nbformat', () => {
  it('is a notebook that can be shared', () => {
    const notebook = written(
      code(
        output('application/vnd.code.notebook.stdout', 'hello'),
        output('image/png', new Uint8Array([137, 80]), { outputType: 'display_data' }),
        output('application/json', '{"a":1}', { outputType: 'execute_result', executionCount: 3 }),
        output('application/vnd.code.notebook.error', '{"name":"E","message":"m","stack":"a\\nb"}'),
      ),
      { ...code(), kind: 'markup', language: 'markdown', source: '# T' },
      { ...code(), language: 'raw' },
    );
    expect(notebook).toEqual({
      metadata: { alacard: { a: 1 } },
      nbformat: 4,
      nbformat_minor: 5,
      cells: [
        {
          cell_type: 'code',
          id: 'c1',
          metadata: { tags: ['t'] },
          source: 'x',
          execution_count: 3,
          outputs: [
            { output_type: 'stream', name: 'stdout', text: 'hello' },
            { output_type: 'display_data', data: { 'image/png': 'iVA=' }, metadata: {} },
            {
              output_type: 'execute_result',
              data: { 'application/json': { a: 1 } },
              metadata: {},
              execution_count: 3,
            },
            { output_type: 'error', ename: 'E', evalue: 'm', traceback: ['a', 'b'] },
          ],
        },
        { cell_type: 'markdown', id: 'c1', metadata: { tags: ['t'] }, source: '# T' },
        { cell_type: 'raw', id: 'c1', metadata: { tags: ['t'] }, source: 'x' },
      ],
    });
    expect(parseIpynb(JSON.stringify(notebook)).ok).toBe(true);
  });

  it('has the traceback as the kernel gave it', () => {
    const originalError = { ename: 'KeyError', evalue: 'k', traceback: ['one', 'two'] };
    const error = output('application/vnd.code.notebook.error', '{}', { originalError });
    expect(written(code(error))).toMatchObject({
      cells: [{ outputs: [{ output_type: 'error', ...originalError }] }],
    });
  });

  it('takes any large picture', () => {
    const large = new Uint8Array(200_000).fill(65);
    expect(written(code(output('image/png', large)))).toMatchObject({
      cells: [{ outputs: [{ data: { 'image/png': Buffer.from(large).toString('base64') } }] }],
    });
  });
});
