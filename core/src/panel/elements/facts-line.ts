import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatCount } from '../../hub/format.ts';
import { licenceName } from '../labels.ts';
import type { CardFace } from '../protocol/faces.ts';
import { ICONS } from '../style/icons.ts';

/** Downloads, parameters, licence of a model; nothing for other cards. */
export function factsLine(face: CardFace): TemplateResult | typeof nothing {
  if (face.key !== 'model_card') return nothing;
  const size = face.parameters ?? face.size;
  return html`<span class="facts">
    ${
      face.downloads === null
        ? nothing
        : html`<span class="fact" title="Downloads last month"
            >${ICONS.downloads}<span class="unseen">Downloads </span
            >${formatCount(face.downloads)}</span
          >`
    }
    ${
      size === null
        ? nothing
        : html`<span class="fact"
            >${
              face.parameters === null
                ? formatBytes(size)
                : html`${formatCount(face.parameters)} parameters`
            }</span
          >`
    }
    <span class="fact">${licenceName(face.licence)}</span>
    ${face.gated ? html`<span class="fact gated">Gated</span>` : nothing}
  </span>`;
}
