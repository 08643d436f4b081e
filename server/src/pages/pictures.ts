import { createRequire } from 'node:module';
import path from 'node:path';
import type { NotebookSummary } from '@alacard/core/sharing';
import { escapeForHtml } from '../html.ts';
import type { DrawnPicture } from '../untrusted/pool.ts';
import { count, topicName, type Names } from './view.ts';

/** Open Graph pictures and badges. */
const FONTS = path.join(
  path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
);

/** The font has no pictures in colour; what it cannot draw is left out. */
const drawable = (text: string): string =>
  text
    .replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '')
    // No characters of XML, or none that are seen.
    .replace(/\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|\p{Bidi_Control}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Breaks text into lines of about `width` characters, at most `most` of them. */
export function lines(text: string, width: number, most: number): string[] {
  const found: string[] = [];
  let line = '';
  for (const word of drawable(text)
    .split(' ')
    .flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      found.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') found.push(line);
  if (found.length <= most) return found;
  return [...found.slice(0, most - 1), `${(found[most - 1] ?? '').slice(0, width - 1)}…`];
}

const COLOURS = ['#e07a10', '#8a5cf0', '#0e9a86', '#5a9a1f', '#2f7de1'];

/** 1200 × 630, as previews want it. */
export function previewPicture(notebook: NotebookSummary, names: Names): DrawnPicture {
  const { recipe } = notebook;
  const cards = [
    recipe.model_card.id.split('/').at(-1) ?? '',
    'prompts' in recipe.prompt_cards ? 'own prompts' : names.pack(recipe.prompt_cards.pack),
    topicName(recipe, names),
    names.difficulty(recipe.difficulty),
    names.component(recipe.ui_component),
  ];
  const text = (x: number, y: number, size: number, content: string, more = ''): string =>
    `<text x="${x}" y="${y}" font-size="${size}" ${more}>${escapeForHtml(content)}</text>`;
  const title = lines(notebook.title, 32, 3);
  const hand = cards
    .map((card, index) => {
      const x = 70 + index * 215;
      const rows = lines(card, 14, 3).map((row, at) =>
        text(x + 16, 448 + at * 28, 21, row, 'fill="#1d1e22"'),
      );
      return `<rect x="${x}" y="398" width="200" height="132" rx="14" fill="#fff" stroke="${COLOURS[index] ?? ''}" stroke-width="3"/><rect x="${x}" y="398" width="200" height="14" rx="7" fill="${COLOURS[index] ?? ''}"/>${rows.join('')}`;
    })
    .join('');
  const by = `${notebook.author.name ?? 'Anonymous'} · ${count(notebook.metrics.remix_count, 'remix', 'remixes')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" font-family="DejaVu Sans">
    <rect width="1200" height="630" fill="#fbfaf8"/><rect width="1200" height="12" fill="#1f5fb4"/>
    ${text(70, 88, 28, 'Alacard', 'font-weight="700" fill="#1f5fb4"')}
    ${title.map((line, index) => text(70, 168 + index * 68, 54, line, 'font-weight="700" fill="#1d1e22"')).join('')}
    ${hand}${text(70, 588, 24, drawable(by), 'fill="#5c5e66"')}</svg>`;
  const fontFiles = [path.join(FONTS, 'DejaVuSans.ttf'), path.join(FONTS, 'DejaVuSans-Bold.ttf')];
  return { svg, fontFiles, family: 'DejaVu Sans' };
}

/** A badge for a README: "Alacard | 12 remixes". */
export function badge(notebook: NotebookSummary): string {
  const right = count(notebook.metrics.remix_count, 'remix', 'remixes');
  const width = 66 + right.length * 7 + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="Alacard: ${right}"><title>Alacard: ${right}</title><clipPath id="r"><rect width="${width}" height="20" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="62" height="20" fill="#3b3d45"/><rect x="62" width="${width - 62}" height="20" fill="#1f5fb4"/></g><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="31" y="14">Alacard</text><text x="${62 + (width - 62) / 2}" y="14">${right}</text></g></svg>`;
}
