/** Everything others may refer to by name. */
export const PLUGIN_ID = '@alacard/jupyterlab-extension:plugin';
export const CHECKS_ID = '@alacard/jupyterlab-extension:checks';
export const SIDEBAR_ID = 'alacard-sidebar';

export const CommandIDs = {
  open: 'alacard:open',
  deal: 'alacard:deal',
  generate: 'alacard:generate',
  insert: 'alacard:insert',
  changeCard: 'alacard:change-card',
  searchModels: 'alacard:search-models',
  openSettings: 'alacard:open-settings',
  share: 'alacard:share',
  browse: 'alacard:browse',
  remix: 'alacard:remix',
  followLink: 'alacard:follow-link',
  /** An entry of the menu of fixes. */
  mend: 'alacard:mend',
} as const;
