import { type Cell, type Ipynb, joined, type Output } from '@alacard/core/sharing';
import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { escapeForHtml } from '../html.ts';
import { createHighlighter, type Highlighter } from './highlight.ts';

/**
 * Draws an untrusted notebook as HTML: no script, no style, no SVG, no frames,
 * no picture from elsewhere. The result is served as a document of its own
 * under a policy that would forbid all of these again. Time is linear in the
 * notebook.
 */

/** HTML in Markdown stays HTML, as in every editor (the recipe of a notebook is a table); ALLOWED says what of it. */
const createMarkdown = (highlighter: Highlighter) =>
  new MarkdownIt({
    html: true,
    linkify: false,
    highlight: (code, language) =>
      language === 'python' || language === 'py' ? highlighter.python(code) : '',
  });

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'p',
      'br',
      'b',
      'i',
      'em',
      'strong',
      'del',
      's',
      'code',
      'pre',
      'span',
      'div',
      'ul',
      'ol',
      'li',
    ],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'caption', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
    ...['blockquote', 'a', 'hr', 'sub', 'sup', 'img'],
  ],
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt'],
    td: ['colspan', 'rowspan', 'align', 'valign'],
    th: ['colspan', 'rowspan', 'scope'],
    '*': ['class'],
  },
  allowedClasses: { '*': ['dataframe', 'tok-*', 'language-*'] },
  allowedSchemes: ['https', 'mailto'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nestingLimit: 60,
  transformTags: {
    // A link without a scheme would lead to a page of this server, in whose name nobody else may speak.
    a: (tagName, { href = '' }) => ({
      tagName,
      attribs: {
        ...(/^\s*[a-z][a-z\d+.-]*:/i.test(href) ? { href } : {}),
        rel: 'noopener noreferrer nofollow ugc',
        target: '_blank',
      },
    }),
  },
  exclusiveFilter: (frame) => frame.tag === 'img' && !isPicture(frame.attribs['src'] ?? ''),
};

const isPicture = (address: string): boolean =>
  /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/.test(address);

/** Limits of one page: beyond them, people download the file. */
const MAX_TEXT = 600_000;
const MAX_CELL = 100_000;
const MAX_OUTPUT = 20_000;
/** Of an output so much is looked at: a progress bar writes its line again and again. */
const MAX_RAW_OUTPUT = 10 * MAX_OUTPUT;
const MAX_PICTURES = 6_000_000;
/** Milliseconds for the colours of a page. */
const COLOUR_TIME = 500;

const CUT =
  '<p class="cut">The rest is not shown here. Download the notebook to see all of it.</p>';

/** What is left to be drawn of a page, and what draws it. */
interface Room {
  text: number;
  pictures: number;
  readonly highlighter: Highlighter;
  readonly markdown: ReturnType<typeof createMarkdown>;
}

export function renderNotebook(notebook: Ipynb): string {
  const highlighter = createHighlighter(COLOUR_TIME);
  const markdown = createMarkdown(highlighter);
  const room: Room = { text: MAX_TEXT, pictures: MAX_PICTURES, highlighter, markdown };
  const parts: string[] = [];
  for (const cell of notebook.cells) {
    if (room.text <= 0) {
      parts.push(CUT);
      break;
    }
    parts.push(renderCell(cell, room));
  }
  return parts.join('\n');
}

function renderCell(cell: Cell, room: Room): string {
  const source = joined(cell.source).slice(0, Math.min(MAX_CELL, room.text));
  room.text -= source.length;
  if (cell.cell_type === 'markdown') {
    return `<section class="cell markdown">${sanitizeHtml(room.markdown.render(source), ALLOWED)}</section>`;
  }
  if (cell.cell_type !== 'code') {
    return `<section class="cell raw"><pre>${escapeForHtml(source)}</pre></section>`;
  }
  const count = typeof cell.execution_count === 'number' ? String(cell.execution_count) : ' ';
  const code = room.highlighter.python(source);
  const outputs = renderOutputs(cell.outputs, room);
  return `<section class="cell code"><div class="count" aria-hidden="true">[${count}]</div><pre class="source" tabindex="0"><code>${code}</code></pre>${
    outputs === '' ? '' : `<div class="outputs">${outputs}</div>`
  }</section>`;
}

function renderOutputs(outputs: readonly Output[], room: Room): string {
  const parts: string[] = [];
  for (const output of outputs) {
    if (room.text <= 0) {
      parts.push(CUT);
      break;
    }
    parts.push(renderOutput(output, room));
  }
  return parts.join('');
}

/** What stands in a line after it was written over: a terminal goes back to its start at `\r`. */
function lastWritten(line: string): string {
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  return end === 0 ? '' : line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

const plain = (text: string, room: Room, kind = ''): string => {
  const raw = text.slice(0, MAX_RAW_OUTPUT);
  // eslint-disable-next-line no-control-regex
  const uncoloured = raw.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
  const clean = uncoloured.split('\n').map(lastWritten).join('\n');
  const shown = clean.slice(0, Math.min(MAX_OUTPUT, Math.max(0, room.text)));
  // An output of nothing takes room as well, so that their number is bounded.
  room.text -= shown.length + 20;
  const more = shown.length < clean.length || raw.length < text.length ? '\n…' : '';
  return `<pre class="output ${kind}" tabindex="0">${escapeForHtml(shown + more)}</pre>`;
};

function renderOutput(output: Output, room: Room): string {
  if (output.output_type === 'stream') {
    return plain(joined(output.text), room, output.name === 'stderr' ? 'stderr' : '');
  }
  if (output.output_type === 'error') {
    return plain(
      [...output.traceback, ''].join('\n') || `${output.ename}: ${output.evalue}`,
      room,
      'error',
    );
  }
  const text = (mime: string): string | undefined => {
    const data = output.data[mime];
    if (typeof data === 'string') return data;
    return Array.isArray(data) && data.every((part) => typeof part === 'string')
      ? data.join('')
      : undefined;
  };
  for (const mime of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
    const data = text(mime)?.replace(/\s+/g, '');
    if (data === undefined || !/^[A-Za-z0-9+/]+=*$/.test(data) || data.length > room.pictures)
      continue;
    room.pictures -= data.length;
    room.text -= 200;
    const alt = text('text/plain')?.slice(0, 200) ?? 'Picture made by this cell';
    return `<img class="output" src="data:${mime};base64,${data}" alt="${escapeForHtml(alt)}">`;
  }
  const table = text('text/html');
  if (table !== undefined && table.length <= MAX_CELL && /<table/i.test(table)) {
    room.text -= table.length;
    return `<div class="output html">${sanitizeHtml(table, ALLOWED)}</div>`;
  }
  const markdownText = text('text/markdown');
  if (markdownText !== undefined && markdownText.length <= MAX_OUTPUT) {
    room.text -= markdownText.length;
    return `<div class="output">${sanitizeHtml(room.markdown.render(markdownText), ALLOWED)}</div>`;
  }
  const fallback = text('text/plain');
  if (fallback !== undefined) return plain(fallback, room);
  room.text -= 100;
  const kinds = Object.keys(output.data).slice(0, 3).join(', ');
  return `<p class="output unseen">An output that is not shown here (${escapeForHtml(kinds)}).</p>`;
}
