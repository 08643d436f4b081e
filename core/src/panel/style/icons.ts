import { svg, type TemplateResult } from 'lit';
import { html } from 'lit';

/** Line icons on a 24 px grid, in the colour of the text around them. */
const icon = (content: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${content}</svg>`;

export const ICONS = {
  deck: icon(
    svg`<rect x="8" y="3.5" width="11" height="15" rx="2"/><path d="M5 7v11a2.5 2.5 0 0 0 2.5 2.5H15"/>`,
  ),
  lock: icon(
    svg`<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  ),
  unlock: icon(
    svg`<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V8a4 4 0 0 1 7.6-1.7"/>`,
  ),
  search: icon(svg`<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>`),
  back: icon(svg`<path d="M19 12H5m6-6-6 6 6 6"/>`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
  done: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  downloads: icon(svg`<path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/>`),
  error: icon(
    svg`<path d="M8.2 3.5h7.6l4.7 4.7v7.6l-4.7 4.7H8.2l-4.7-4.7V8.2z"/><path d="M12 8v5m0 3.2v.1"/>`,
  ),
  warning: icon(svg`<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5m0 2.6v.1"/>`),
  info: icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5m0-9v.1"/>`),
  add: icon(svg`<path d="M12 5v14M5 12h14"/>`),
  bin: icon(svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13"/>`),
  remix: icon(
    svg`<path d="M4 7h3.5c5 0 4 10 9 10H20M4 17h3.5c1.8 0 2.8-1.3 3.5-3m2-4c.7-1.7 1.7-3 3.5-3H20M17 4l3 3-3 3m0 4 3 3-3 3"/>`,
  ),
  out: icon(svg`<path d="M10 5H5v14h14v-5M14 5h5v5m0-5-8.5 8.5"/>`),
} as const;
