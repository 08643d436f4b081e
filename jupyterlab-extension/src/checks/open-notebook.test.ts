import { afterEach, describe, expect, it } from '@jest/globals';
import { YNotebook } from '@jupyter/ydoc';
import { applyFix, isApplicable, sameFix } from './apply-fix.ts';
import { MOST, OpenNotebook } from './open-notebook.ts';

let open: OpenNotebook;
let changes = 0;

function of(sources: readonly string[], metadata = {}): OpenNotebook {
  const cells = sources.map((source) => ({ cell_type: 'code', source, metadata: {} }));
  const shared = YNotebook.create({
    disableDocumentWideUndoRedo: true,
    data: { cells, metadata, nbformat: 4, nbformat_minor: 5 },
  });
  changes = 0;
  open = new OpenNotebook(shared, () => {
    changes += 1;
  });
  return open;
}
afterEach(() => {
  open.dispose();
  open.shared.dispose();
});

const said = (one: OpenNotebook): string[] => {
  one.check({ undefinedNames: true });
  return one.findings.map(({ code, cell }) => {
    const at = one.shared.cells.findIndex((other) => other.getId() === cell);
    return `${at} ${code}`;
  });
};
const source = (at: number): string => open.shared.getCell(at).getSource();

describe('an open notebook', () => {
  it('is read as a whole, and again after each change', () => {
    const one = of(['x = 1', 'print(x, y)']);
    expect(said(one)).toEqual(['1 undefined-name']);
    one.shared.getCell(0).setSource('x = y = 1');
    expect(changes).toBeGreaterThan(0);
    expect(said(one)).toEqual([]);
    one.shared.deleteCell(0);
    expect(said(one)).toEqual(['0 undefined-name', '0 undefined-name']);
  });

  it('sees what a cell puts out, until it is cleared', () => {
    const one = of(['1']);
    expect(said(one)).toEqual([]);
    const text = `hf_${['QmZxTbWvKjHgFdSaPo', 'IuYtReWqLkMnBvCx'].join('')}`;
    const cell = one.shared.getCell(0);
    if (!('setOutputs' in cell)) throw new Error('The cell is not one of code.');
    cell.setOutputs([{ output_type: 'stream', name: 'stdout', text }]);
    expect(said(one)).toEqual(['0 secret-in-output']);
    const fix = one.findings[0]?.fixes[0];
    if (fix) applyFix(one.shared, fix);
    expect(said(one)).toEqual([]);
  });

  it('says of other languages nothing but secrets', () => {
    const one = of(['println(nope)'], { language_info: { name: 'julia' } });
    expect(said(one)).toEqual([]);
    one.shared.setMetadata({ language_info: { name: 'python' } });
    expect(said(one)).toEqual(['0 undefined-name', '0 undefined-name']);
  });

  it('is read in pieces when it is long, with the same result', () => {
    const one = of(
      Array.from({ length: 120 }, (_, at) => `x${at} = ${at ? `x${at - 1}` : 'nope'}`),
    );
    expect([one.readOn(), one.readOn(), one.readOn(), one.readOn()]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(said(one)).toEqual(['0 undefined-name']);
  });

  it('has an end: of what is too long nothing is said', () => {
    const long = `${'# long\n'.repeat(MOST.source / 7)}nope`;
    expect(said(of([long]))).toEqual([]);
  });
});

describe('a fix', () => {
  const OLD = ['from transformers import AutoModelForVision2Seq', 'm = AutoModelForVision2Seq'];
  const chosen = () => {
    open.check({});
    const [finding] = open.findings;
    const [fix] = finding?.fixes ?? [];
    if (!finding || !fix) throw new Error('Nothing was found.');
    return { finding, fix };
  };

  it('changes every cell that uses the name', () => {
    of(OLD);
    applyFix(open.shared, chosen().fix);
    expect([source(0), source(1)]).toEqual([
      'from transformers import AutoModelForImageTextToText',
      'm = AutoModelForImageTextToText',
    ]);
  });

  it('is found again after the text has moved', () => {
    of(OLD);
    const { finding, fix } = chosen();
    open.shared.getCell(0).setSource(`# a line above\n${OLD[0] ?? ''}`);
    open.check({});
    const same = sameFix(open.findings, finding, fix.title, finding.from + 15);
    if (same) applyFix(open.shared, same);
    expect(source(0)).toBe('# a line above\nfrom transformers import AutoModelForImageTextToText');
    expect(sameFix(open.findings, finding, 'Something else', 0)).toBeNull();
  });

  it('is not offered where a cell may not be edited', () => {
    of(OLD);
    const { fix } = chosen();
    expect(isApplicable(open.shared, fix)).toBe(true);
    open.shared.getCell(1).setMetadata('editable', false);
    expect(isApplicable(open.shared, fix)).toBe(false);
  });
});
