import { html, nothing, type TemplateResult } from 'lit';
import type { CardFace } from '../protocol/faces.ts';
import { factsLine } from './facts-line.ts';

/** One card in a picker's list. */
export const optionRow = (
  face: CardFace,
  index: number,
  state: { readonly active: boolean; readonly chosen: boolean },
): TemplateResult =>
  html`<div
    role="option"
    id=${`option-${index}`}
    data-index=${index}
    aria-selected=${state.chosen}
    ?data-active=${state.active}
  >
    <span class="emoji" aria-hidden="true">${face.emoji}</span>
    <span class="name">${face.name}</span>
    <span class="about">${[face.category, face.summary].filter(Boolean).join(' · ')}</span>
    ${factsLine(face)} ${face.note ? html`<span class="note">${face.note}</span>` : nothing}
  </div>`;
