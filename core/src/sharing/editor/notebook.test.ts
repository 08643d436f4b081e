import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../../test-support/facts.ts';
import { recipeOf } from '../../../test-support/recipe.ts';
import { DECK } from '../../deck/data.ts';
import { nodeRuff } from '../../node/ruff.ts';
import { generateNotebook } from '../../notebook/generate.ts';
import { sourceHash, type Notebook } from '../../ipynb/nbformat.ts';
import { MAX_IPYNB_BYTES, parseIpynb } from '../ipynb.ts';
import { shareMarkEdits } from './mark-edits.ts';
import type { RemixOf, SharedMark } from '../../ipynb/marks.ts';
import { prepareShare, sharedMarks, sharedModel, type ShareDraft } from './prepare.ts';

const SECRET = ['h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'].join('');
const MARK: SharedMark = {
  server: 'https://cards.example',
  share_id: 'AbCdEfGhJk23',
  version: 1,
  url: 'https://cards.example/n/AbCdEfGhJk23',
};
const PARENT: RemixOf = {
  server: 'https://cards.example',
  share_id: 'ZbCdEfGhJk23',
  version: 4,
  title: 'Bread [moods](https://evil.example) <b>',
  author: 'Ann_Other',
  licence: 'CC-BY-4.0',
};
const linter = await nodeRuff();

function made(remixOf: RemixOf | null = null): Notebook {
  const { notebook } = generateNotebook(recipeOf(), factsOf(), { deck: DECK, linter, remixOf });
  if (!notebook) throw new Error('no notebook');
  return notebook;
}
/** What an editor holds: plain JSON that anybody may have changed. */
interface Open {
  cells: {
    cell_type: string;
    source: string;
    metadata: Record<string, unknown>;
    [key: string]: unknown;
  }[];
  metadata: Record<string, Record<string, unknown>>;
}
const open = (remixOf?: RemixOf): Open => JSON.parse(JSON.stringify(made(remixOf)));
const cellOf = (notebook: Open, role: string) => {
  const cell = notebook.cells.find(
    ({ metadata }) => (metadata['alacard'] as { role: string }).role === role,
  );
  if (!cell) throw new Error(`no cell "${role}"`);
  return cell;
};
const draftOf = (notebook: unknown, outputs: 'keep' | 'strip' = 'keep'): ShareDraft => {
  const { draft, findings } = prepareShare(notebook, { outputs });
  if (!draft) throw new Error(JSON.stringify(findings));
  return draft;
};
const errorsOf = (notebook: unknown, outputs: 'keep' | 'strip' = 'keep') => {
  const { draft, findings } = prepareShare(notebook, { outputs });
  expect(draft).toBeNull();
  return findings.map(({ code }) => code);
};

describe('prepareShare', () => {
  it('gives the file, the recipe and what the notebook says about itself', () => {
    const draft = draftOf(open());
    expect(parseIpynb(draft.text).ok).toBe(true);
    expect(draft).toMatchObject({
      recipe: recipeOf(),
      task: 'text-classification',
      suggestedTitle: 'Alacard | small-model - Legal (Beginner)',
      modelLicence: null,
      shared: null,
      remixOf: null,
    });
    expect(sharedModel(open())).toEqual({ id: 'example/small-model', revision: undefined });
    expect(sharedModel({})).toBeNull();
  });

  it('tells of the model where its facts are known', () => {
    const facts = factsOf({ licence: 'cc-by-nc-4.0', gated: 'manual' });
    const { draft, findings } = prepareShare(open(), { outputs: 'keep', facts });
    expect(draft?.modelLicence).toBe('cc-by-nc-4.0');
    expect(findings.map(({ code }) => code)).toEqual(['licence', 'model-gated']);
  });

  it('reads the marks of earlier sharing, and sends none', () => {
    const notebook = open(PARENT);
    Object.assign(notebook.metadata['alacard'] ?? {}, { shared: MARK });
    expect(sharedMarks(notebook)).toEqual({ shared: MARK, remixOf: PARENT });
    expect(sharedMarks(null)).toEqual({ shared: null, remixOf: null });
    const draft = draftOf(notebook);
    expect(draft.shared).toEqual(MARK);
    expect(draft.remixOf).toEqual(PARENT);
    expect(draft.text).not.toContain(MARK.share_id);
    expect(draft.text).toContain(PARENT.share_id);
  });

  it('takes marks that do not fit for none', () => {
    const notebook = open();
    Object.assign(notebook.metadata['alacard'] ?? {}, {
      shared: { ...MARK, url: 'javascript:alert(1)' },
      remix_of: { ...PARENT, server: 'file:///etc' },
    });
    expect(draftOf(notebook)).toMatchObject({ shared: null, remixOf: null });
  });

  it('keeps or strips outputs, widgets and times', () => {
    const notebook = open();
    const cell = notebook.cells.find(({ cell_type }) => cell_type === 'code');
    Object.assign(cell ?? {}, {
      outputs: [{ output_type: 'stream', name: 'stdout', text: 'RESULT' }],
      execution_count: 7,
    });
    Object.assign(cell?.metadata ?? {}, { trusted: true, execution: { started: 'TIME' } });
    notebook.metadata['widgets'] = { state: 'WIDGET' };
    const kept = draftOf(notebook).text;
    for (const part of ['RESULT', 'WIDGET', 'TIME', '"execution_count": 7']) {
      expect(kept).toContain(part);
      expect(draftOf(notebook, 'strip').text).not.toContain(part);
    }
    expect(kept).not.toContain('trusted');
  });

  it('blocks a secret in a cell, an output, and metadata; never repeats it', () => {
    const inSource = open();
    cellOf(inSource, 'install').source += `\nTOKEN = "${SECRET}"`;
    expect(errorsOf(inSource)).toEqual(['secret']);

    const inOutput = open();
    cellOf(inOutput, 'install')['outputs'] = [
      { output_type: 'stream', name: 'stdout', text: [SECRET] },
    ];
    expect(errorsOf(inOutput)).toEqual(['secret']);
    expect(draftOf(inOutput, 'strip').text).not.toContain(SECRET);

    const inMetadata = open();
    inMetadata.metadata['papermill'] = { HF_TOKEN: SECRET };
    expect(errorsOf(inMetadata, 'strip')).toEqual(['secret']);

    const { findings } = prepareShare(inSource, { outputs: 'keep' });
    expect(JSON.stringify(findings)).not.toContain(SECRET.slice(8, 20));
  });

  it('says why other notebooks cannot be shared', () => {
    const plain = open();
    delete plain.metadata['alacard'];
    expect(errorsOf(plain)).toEqual(['no-recipe']);
    const newer = open();
    Object.assign(newer.metadata['alacard'] ?? {}, { recipe: { ...recipeOf(), version: 2 } });
    expect(errorsOf(newer)).toEqual(['recipe-newer']);
    const big = open();
    cellOf(big, 'install')['outputs'] = [
      { output_type: 'stream', name: 'stdout', text: 'é'.repeat(MAX_IPYNB_BYTES / 2) },
    ];
    expect(errorsOf(big)).toEqual(['invalid-notebook']);
    expect(draftOf(big, 'strip').text.length).toBeLessThan(100_000);
    for (const none of [undefined, null, 'x', {}, { nbformat: 4, cells: [] }]) {
      expect(errorsOf(none)).toEqual(['invalid-notebook']);
    }
  });
});

describe('shareMarkEdits', () => {
  const applied = (notebook: Open, mark: SharedMark): Open => {
    const { metadata, cell } = shareMarkEdits(notebook, mark);
    const next = JSON.parse(JSON.stringify({ ...notebook, metadata }));
    if (cell)
      Object.assign(next.cells[cell.index], { source: cell.source, metadata: cell.metadata });
    return next;
  };

  it('writes mark and link; again it changes nothing', () => {
    const once = applied(open(), MARK);
    expect(once.metadata['alacard']?.['shared']).toEqual(MARK);
    expect(cellOf(once, 'next').source).toContain(`](${MARK.url})`);
    expect(cellOf(once, 'next').source).not.toContain('Share This Notebook');
    expect(applied(once, MARK)).toEqual(once);
    const newer = applied(once, { ...MARK, version: 2 });
    expect(newer.metadata['alacard']?.['shared']).toMatchObject({ version: 2 });
    expect(newer.cells).toEqual(once.cells);
    expect(newer.metadata['kernelspec']).toEqual(open().metadata['kernelspec']);
  });

  it('keeps a cell that nobody changed known as such, and any other as the user wrote it', () => {
    const untouched = cellOf(applied(open(), MARK), 'next');
    expect(untouched.metadata['alacard']).toMatchObject({ hash: sourceHash(untouched.source) });
    const own = open();
    cellOf(own, 'next').source = '## Mine\n\n- done';
    const changed = cellOf(applied(own, MARK), 'next');
    expect(changed.source).toMatch(/^## Mine\n\n- done\n\n- \*\*Shared:\*\* \[/);
    expect(changed.metadata).toEqual(cellOf(own, 'next').metadata);
    expect(applied(applied(own, MARK), MARK)).toEqual(applied(own, MARK));
  });

  it('marks a notebook without next steps in its metadata alone', () => {
    const notebook = open();
    notebook.cells = notebook.cells.filter((cell) => cell !== cellOf(notebook, 'next'));
    expect(shareMarkEdits(notebook, MARK).cell).toBeNull();
    expect(applied(notebook, MARK).metadata['alacard']?.['shared']).toEqual(MARK);
  });
});

describe('a notebook with a parent', () => {
  it('says whose remix it is, in its metadata and in words that are only words', () => {
    const notebook = open(PARENT);
    expect(notebook.metadata['alacard']?.['remix_of']).toEqual(PARENT);
    const { source } = cellOf(notebook, 'recipe');
    expect(source).toContain('](https://cards.example/n/ZbCdEfGhJk23)');
    expect(source).toContain('shared under CC-BY-4.0.');
    expect(source).toContain('Bread \\[moods\\](https&#58;//evil.example) &lt;b>” by Ann_Other');
  });

  it('is the same notebook without one, but for that', () => {
    const [plain, remix] = [open(), open(PARENT)];
    expect(plain.metadata['alacard']).not.toHaveProperty('remix_of');
    expect(remix.cells.map(({ source }) => source).filter((s) => !s.includes('Remix of'))).toEqual(
      plain.cells.filter((cell) => cell !== cellOf(plain, 'recipe')).map(({ source }) => source),
    );
  });
});
