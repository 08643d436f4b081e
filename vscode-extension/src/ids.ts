/** Everything that the manifest or others refer to by name. */
export const DECK_VIEW = 'alacard.deck';
export const NOTEBOOK_TYPE = 'jupyter-notebook';
export const SETTINGS = 'alacard';

export const CommandIDs = {
  deal: 'alacard.deal',
  generate: 'alacard.generate',
  insert: 'alacard.insert',
  changeCard: 'alacard.changeCard',
  searchModels: 'alacard.searchModels',
  remix: 'alacard.remix',
  share: 'alacard.share',
  trending: 'alacard.trending',
  clearOutputs: 'alacard.clearOutputs',
  setHubToken: 'alacard.setHubToken',
  forgetHubToken: 'alacard.forgetHubToken',
  setServerToken: 'alacard.setServerToken',
  forgetServerToken: 'alacard.forgetServerToken',
  openSettings: 'alacard.openSettings',
} as const;
/** Tools for language models, as the manifest names them. */
export const ToolIDs = {
  deal: 'alacard_deal',
  generate: 'alacard_generate',
  searchModels: 'alacard_search_models',
} as const;
export type ToolID = (typeof ToolIDs)[keyof typeof ToolIDs];

export type CommandID = (typeof CommandIDs)[keyof typeof CommandIDs];
