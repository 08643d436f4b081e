import { type Cell, type Ipynb, joined, type Output } from '@alacard/core/sharing';
import hljs from 'highlight.js/lib/core';
import python from 'highlight.js/lib/languages/python';
import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { escapeHtml } from '../pages/html.ts';

/**
 * Draws an untrusted notebook as HTML: no script, no style, no SVG, no frames,
 * no picture from elsewhere. The result is served as a document of its own
 * under a policy that would forbid all of these again.
 */
hljs.registerLanguage('python', python);

/** HTML in Markdown stays HTML, as in every editor (the recipe of a notebook is a table); ALLOWED says what of it. */
const markdown = new MarkdownIt({
  html: true,
  linkify: false,
  highlight: (code, language) =>
    language === 'python' || language === 'py'
      ? hljs.highlight(code, { language: 'python' }).value
      : '',
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
  allowedClasses: { '*': ['dataframe', 'hljs', 'hljs-*', 'language-*'] },
  allowedSchemes: ['https', 'mailto'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nestingLimit: 60,
  transformTags: {
    a: sanitizeHtml.simpleTransform('a', {
      rel: 'noopener noreferrer nofollow ugc',
      target: '_blank',
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
const MAX_PICTURES = 6_000_000;

/** What is left to be drawn of a page. */
interface Room {
  text: number;
  pictures: number;
}

export function renderNotebook(notebook: Ipynb): string {
  const room: Room = { text: MAX_TEXT, pictures: MAX_PICTURES };
  const parts: string[] = [];
  for (const cell of notebook.cells) {
    if (room.text <= 0) {
      parts.push(
        '<p class="cut">The rest is not shown here. Download the notebook to see all of it.</p>',
      );
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
    return `<section class="cell markdown">${sanitizeHtml(markdown.render(source), ALLOWED)}</section>`;
  }
  if (cell.cell_type !== 'code') {
    return `<section class="cell raw"><pre>${escapeHtml(source)}</pre></section>`;
  }
  const count = typeof cell.execution_count === 'number' ? String(cell.execution_count) : ' ';
  const code = sanitizeHtml(hljs.highlight(source, { language: 'python' }).value, ALLOWED);
  const outputs = cell.outputs.map((output) => renderOutput(output, room)).join('');
  return `<section class="cell code"><div class="count" aria-hidden="true">[${count}]</div><pre class="source" tabindex="0"><code>${code}</code></pre>${
    outputs === '' ? '' : `<div class="outputs">${outputs}</div>`
  }</section>`;
}

const plain = (text: string, room: Room, kind = ''): string => {
  // eslint-disable-next-line no-control-regex
  const clean = text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').replace(/[^\n]*\r(?!\n)/g, '');
  const shown = clean.slice(0, Math.min(MAX_OUTPUT, Math.max(0, room.text)));
  room.text -= shown.length;
  const more = shown.length < clean.length ? '\n…' : '';
  return `<pre class="output ${kind}" tabindex="0">${escapeHtml(shown + more)}</pre>`;
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
    const alt = text('text/plain')?.slice(0, 200) ?? 'Picture made by this cell';
    return `<img class="output" src="data:${mime};base64,${data}" alt="${escapeHtml(alt)}">`;
  }
  const table = text('text/html');
  if (table !== undefined && table.length <= MAX_CELL && /<table/i.test(table)) {
    room.text -= table.length;
    return `<div class="output html">${sanitizeHtml(table, ALLOWED)}</div>`;
  }
  const markdownText = text('text/markdown');
  if (markdownText !== undefined && markdownText.length <= MAX_OUTPUT) {
    room.text -= markdownText.length;
    return `<div class="output">${sanitizeHtml(markdown.render(markdownText), ALLOWED)}</div>`;
  }
  const fallback = text('text/plain');
  if (fallback !== undefined) return plain(fallback, room);
  const kinds = Object.keys(output.data).slice(0, 3).join(', ');
  return `<p class="output unseen">An output that is not shown here (${escapeHtml(kinds)}).</p>`;
}
