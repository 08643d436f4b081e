/** Every parser that is given text of strangers, in the server and in the editors. */
import { findNotebookSecrets, parseIpynb, withOwnLink } from '@alacard/core/sharing';
import { decodeRecipe, MAX_CODE_LENGTH, parseRecipe } from '@alacard/core';
import { findSecrets } from '../../../core/src/secrets/find.ts';
import { readNotebook } from '../../../core/src/language/reading.ts';
import { readModelCard } from '../../../core/src/model-card/read.ts';
import { importsOf } from '../../../core/src/python/imports.ts';
import { scopeOf } from '../../../core/src/python/scopes.ts';
import { renderNotebook } from '../../src/render/notebook.ts';
import { readBody } from '../../src/untrusted/read-body.ts';

export interface Parser {
  readonly run: (text: string) => unknown;
  /** Characters of the shorter text; the longer one has twice as many. */
  readonly length: number;
  /** Seconds a MB may take at most. What stands here is about five times what was measured. */
  readonly most: number;
}

const notebook = (cell: object): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });
const shown = (cell: object): string => {
  const parsed = parseIpynb(notebook(cell));
  if (!parsed.ok) throw new Error(parsed.findings[0]?.message);
  return renderNotebook(parsed.notebook);
};
const code = { cell_type: 'code', metadata: {}, execution_count: 1, source: '', outputs: [] };
const output = (data: object) => ({
  ...code,
  outputs: [{ output_type: 'display_data', metadata: {}, data }],
});

export const PARSERS: Readonly<Record<string, Parser>> = {
  'the body of a request': {
    run: (text) => readBody(new TextEncoder().encode(text)),
    length: 400_000,
    most: 1,
  },
  'a notebook file': { run: (text) => parseIpynb(text), length: 400_000, most: 1 },
  'the place of a link in it': {
    run: (text) =>
      withOwnLink(
        notebook({ cell_type: 'markdown', metadata: { alacard: { role: 'next' } }, source: text }),
        {
          server: 'https://a.example',
          share_id: 'x',
          url: 'https://a.example/n/x',
        },
      ),
    length: 200_000,
    most: 2,
  },
  'secrets in a text': { run: findSecrets, length: 400_000, most: 2 },
  'secrets in a notebook': {
    run: (text) => {
      const parsed = parseIpynb(notebook({ ...code, source: text, metadata: { text } }));
      return parsed.ok && findNotebookSecrets(parsed.notebook);
    },
    length: 200_000,
    most: 4,
  },
  'a drawn cell of Markdown': {
    run: (text) => shown({ cell_type: 'markdown', metadata: {}, source: text }),
    length: 40_000,
    most: 60,
  },
  'a drawn cell of code': {
    run: (text) => shown({ ...code, source: text }),
    length: 20_000,
    most: 100,
  },
  'a drawn table': {
    run: (text) => shown(output({ 'text/html': `<table>${text}` })),
    length: 40_000,
    most: 40,
  },
  'a drawn output': {
    run: (text) => shown({ ...code, outputs: [{ output_type: 'stream', name: 'stdout', text }] }),
    length: 100_000,
    most: 4,
  },
  'a drawn picture': {
    run: (text) => shown(output({ 'image/png': text, 'text/plain': text })),
    length: 200_000,
    most: 4,
  },
  'a model card': { run: readModelCard, length: 12_000, most: 400 },
  'names in Python': { run: (text) => scopeOf(text), length: 12_000, most: 200 },
  'imports in Python': { run: importsOf, length: 40_000, most: 100 },
  'a notebook in an editor': {
    run: (text) => readNotebook([{ uri: 'a', kind: 'code', text }]),
    length: 12_000,
    most: 200,
  },
  'the code of a recipe': { run: decodeRecipe, length: MAX_CODE_LENGTH / 2, most: 20 },
  'a recipe': {
    run: (text) => parseRecipe({ model_card: { id: text }, topic: { own: text }, [text]: text }),
    length: 100_000,
    most: 4,
  },
};
