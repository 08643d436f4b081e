import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findNotebookSecrets, MAX_CELLS, parseIpynb } from './ipynb.ts';

const SECRET = ['h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'].join('');
const code = (source: unknown, outputs: unknown[] = [], metadata: object = {}) => ({
  cell_type: 'code',
  id: 'c1',
  source,
  outputs,
  metadata,
  execution_count: null,
});
const LONG = Array<number>(1_900_000).fill(0);
const ERROR = { output_type: 'error', ename: 'E', evalue: '' };
const notebook = (cells: readonly unknown[], metadata: object = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
const secretsOf = (text: string) => {
  const parsed = parseIpynb(text);
  return parsed.ok ? findNotebookSecrets(parsed.notebook) : 'not a notebook';
};

describe('parseIpynb', () => {
  it('takes what Jupyter writes', () => {
    expect(parseIpynb(notebook([code(['a\n', 'b'])])).ok).toBe(true);
    expect(parseIpynb(notebook([{ cell_type: 'markdown', source: '# x', metadata: {} }])).ok).toBe(
      true,
    );
  });

  it.each([
    ['not JSON', '{'],
    ['an array', '[]'],
    ['another format', '{"nbformat":3,"nbformat_minor":0,"metadata":{},"worksheets":[]}'],
    ['no cells', notebook([])],
    ['too many cells', notebook(Array.from({ length: MAX_CELLS + 1 }, () => code('x')))],
    ['an unknown cell', notebook([{ cell_type: 'html', source: 'x', metadata: {} }])],
    ['an output that is no output', notebook([code('x', [{ output_type: 'widget' }])])],
    ['deep nesting', '['.repeat(200_000)],
    ['deep metadata', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['two million numbers for outputs', notebook([code('x', LONG)])],
    ['two million numbers for cells', notebook(LONG)],
    ['a long traceback of numbers', notebook([code('x', [{ ...ERROR, traceback: LONG }])])],
    ['a long text of numbers', notebook([code(LONG)])],
    ['a million empty outputs', notebook([code('x', Array<object>(1_000_000).fill({}))])],
    ['a million names', `{"nbformat":4,"x":{${'"":0,'.repeat(1_000_000)}"":0}}`],
  ])('says what is wrong with %s', (_, text) => {
    expect(parseIpynb(text)).toMatchObject({ ok: false, findings: [{ code: 'invalid-notebook' }] });
  });

  it('says when it is too large', () => {
    expect(parseIpynb('{}', 50 * 1024 * 1024)).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseIpynb(text)));
  });
});

describe('findNotebookSecrets', () => {
  it.each([
    ['a source', notebook([code(`login("${SECRET}")`)])],
    ['a source of split lines', notebook([code(['login("hf_', SECRET.slice(3), '")'])])],
    ['a stream', notebook([code('', [{ output_type: 'stream', name: 'stdout', text: [SECRET] }])])],
    [
      'a coloured traceback',
      notebook([
        code('', [
          {
            output_type: 'error',
            ename: 'E',
            evalue: '',
            traceback: [`\u001b[31mhf_\u001b[0m${SECRET.slice(3)}`],
          },
        ]),
      ]),
    ],
    [
      'JSON output',
      notebook([
        code('', [
          {
            output_type: 'display_data',
            metadata: {},
            data: { 'application/json': { deep: [{ key: SECRET }] } },
          },
        ]),
      ]),
    ],
    ['cell metadata', notebook([code('', [], { env: { HF_TOKEN: SECRET } })])],
    ['notebook metadata', notebook([code('')], { papermill: { token: SECRET } })],
  ])('finds one in %s and masks it', (_, text) => {
    const found = secretsOf(text);
    expect(found).toMatchObject([{ code: 'secret', severity: 'error' }]);
    expect(JSON.stringify(found)).not.toContain(SECRET.slice(8, 20));
  });

  it('does not read pictures', () => {
    const data = { 'image/png': SECRET, 'text/plain': '<Figure>' };
    expect(
      secretsOf(notebook([code('', [{ output_type: 'display_data', metadata: {}, data }])])),
    ).toEqual([]);
  });

  it('does not overflow on deep metadata', () => {
    const deep = `${'{"a":'.repeat(490)}1${'}'.repeat(490)}`;
    expect(
      secretsOf(
        notebook([code('')], {}).replace(
          '"metadata":{},"cells"',
          `"metadata":{"x":${deep}},"cells"`,
        ),
      ),
    ).toEqual([]);
  });
});
