import { AlacardCard } from './elements/card.ts';
import { AlacardChooser } from './elements/chooser.ts';
import { AlacardConnections } from './elements/connections.ts';
import { AlacardFilters } from './elements/filters.ts';
import { AlacardFindings } from './elements/findings.ts';
import { AlacardHand } from './elements/hand.ts';
import { AlacardOutcome } from './elements/outcome.ts';
import { AlacardPanel } from './elements/panel.ts';
import { AlacardPicker } from './elements/picker.ts';
import { AlacardProgress } from './elements/progress.ts';
import { AlacardPromptEditor } from './elements/prompt-editor.ts';
import { AlacardRecipeBar } from './elements/recipe-bar.ts';
import { AlacardRemixBanner } from './elements/remix-banner.ts';
import type { PanelHost } from './protocol/methods.ts';

const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'alacard-card': AlacardCard,
  'alacard-chooser': AlacardChooser,
  'alacard-connections': AlacardConnections,
  'alacard-filters': AlacardFilters,
  'alacard-findings': AlacardFindings,
  'alacard-hand': AlacardHand,
  'alacard-outcome': AlacardOutcome,
  'alacard-panel': AlacardPanel,
  'alacard-picker': AlacardPicker,
  'alacard-progress': AlacardProgress,
  'alacard-prompt-editor': AlacardPromptEditor,
  'alacard-recipe-bar': AlacardRecipeBar,
  'alacard-remix-banner': AlacardRemixBanner,
};

/** Registers the panel's elements with the page; a second call does nothing. */
export function definePanel(): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

/** Makes a panel that talks to `host`; put it anywhere in a page. */
export function createPanel(host: PanelHost): AlacardPanel {
  definePanel();
  const panel = new AlacardPanel();
  panel.host = host;
  return panel;
}
