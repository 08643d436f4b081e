import { LabIcon } from '@jupyterlab/ui-components';

const svgstr = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M4.1 7.6 2.7 8.1a1.6 1.6 0 0 0-1 2l3.2 10a1.6 1.6 0 0 0 2 1l1.6-.5-3-9.4c-.4-1.2-.5-2.4-.3-3.6z"/>
    <path d="M20.3 4.6 11 2.1a1.8 1.8 0 0 0-2.2 1.3L5.4 16a1.8 1.8 0 0 0 1.3 2.2l9.3 2.5a1.8 1.8 0 0 0 2.2-1.3l3.4-12.6a1.8 1.8 0 0 0-1.3-2.2zm-5.6 6.3-.1 4.2-3.5-2.4-3-1.8 3.8-1.9 3.5-2.3z"/>
  </g>
</svg>`;

/** A card of a deck. */
export const deckIcon = new LabIcon({ name: 'alacard:deck', svgstr });

const shareSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3" fill="#616161" d="M18 16.1c-.8 0-1.4.3-2 .8l-7.1-4.2a3.3 3.3 0 0 0 0-1.4l7-4.1A3 3 0 1 0 15 5l.1.7-7 4.1a3 3 0 1 0 0 4.4l7.1 4.2-.1.6a2.9 2.9 0 1 0 2.9-2.9z"/>
</svg>`;

/** Three points that are joined: share. JupyterLab has one of its own only from 4.3 on. */
export const shareIcon = new LabIcon({ name: 'alacard:share', svgstr: shareSvg });
