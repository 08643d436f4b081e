/** Notebooks of the largest size that is allowed, made to cost much, and honest ones of that size. */
import crypto from 'node:crypto';

const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const notebook = (cells: string): string =>
  `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[${cells}]}`;
const code = (source: string, outputs = ''): string =>
  `{"cell_type":"code","metadata":{},"source":${JSON.stringify(source)},"execution_count":1,"outputs":[${outputs}]}`;
const markdown = (source: string): string =>
  `{"cell_type":"markdown","metadata":{},"source":${JSON.stringify(source)}}`;
const stream = (text: string): string =>
  `{"output_type":"stream","name":"stdout","text":${JSON.stringify(text)}}`;
const display = (mime: string, json: string): string =>
  `{"output_type":"display_data","metadata":{},"data":{"${mime}":${json}}}`;
const many = (count: number, text: string): string =>
  Array.from({ length: count }, () => text).join(',');

const LARGE = 7_900_000;
const SECRET = ['h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi '].join('');
const HTML = '<td class="dataframe x">&amp;<b>';

/** Name and text of each; made when it is needed, because together they are large. */
export const HOSTILE: Readonly<Record<string, () => string>> = {
  'one long line': () => notebook(code('', stream(repeated('a', LARGE)))),
  'carriage returns': () => notebook(code('', stream(repeated('a\r', LARGE / 2)))),
  'separators of lines': () => notebook(code('', stream(repeated('a\u2028', LARGE / 4)))),
  escapes: () => notebook(code('', stream(repeated('\u001b[', LARGE / 8)))),
  'cells of digits': () => notebook(many(75, code(repeated('0', 100_000)))),
  'cells of prompts': () => notebook(many(75, code(repeated('>>> ', 100_000)))),
  'cells of strings': () => notebook(many(75, code(repeated('f"{', 70_000)))),
  'Markdown of brackets': () => notebook(many(75, markdown(repeated('[a](', 100_000)))),
  'Markdown of images': () => notebook(many(75, markdown(repeated('![', 100_000)))),
  'Markdown of tags': () => notebook(many(75, markdown(repeated('<b>', 100_000)))),
  'tables of cells': () =>
    notebook(
      many(75, code('', display('text/html', JSON.stringify(`<table>${repeated(HTML, 95_000)}`)))),
    ),
  'numbers for outputs': () => notebook(code('', repeated('0,', LARGE) + '0')),
  'numbers for cells': () => notebook(repeated('0,', LARGE) + '0'),
  'empty objects': () => notebook(code('', many(LARGE / 3, '{}'))),
  'empty outputs': () => notebook(code('', many(200_000, stream('').slice(0, -1) + '}'))),
  'deep lists': () => notebook(code('', display('application/json', repeated('[', LARGE)))),
  'names that differ': () =>
    notebook(
      code(
        '',
        display(
          'application/json',
          `{${Array.from({ length: 590_000 }, (_, index) => `"${index}":0`).join(',')}}`,
        ),
      ),
    ),
  'one secret after the other': () => notebook(code(repeated(SECRET, LARGE))),
  'beginnings of tokens': () => notebook(code(repeated('-eyJ', LARGE))),
  assignments: () => notebook(code('', stream(repeated('token=x', LARGE)))),
};

export const HONEST: Readonly<Record<string, () => string>> = {
  'a picture': () =>
    notebook(
      code(
        'plot()',
        display('image/png', JSON.stringify(crypto.randomBytes(5_900_000).toString('base64'))),
      ),
    ),
  'long logs': () =>
    notebook(many(100, code('train()', stream(repeated('step 1: loss 0.123\n', 70_000))))),
  // One sign outside of Latin-1 doubles the memory of the text around it.
  'logs with signs': () =>
    notebook(many(100, code('train()', stream(repeated('⏳ step 1: loss 0.1\n', 65_000))))),
  'two thousand cells': () =>
    notebook(many(2000, code(repeated('x = model("hello", 1.5)  # words\n', 3500)))),
  'points of a chart': () =>
    notebook(
      code(
        'chart()',
        display('application/vnd.plotly.v1+json', `{"y":[${repeated('0.1234567,', LARGE)}0]}`),
      ),
    ),
};
