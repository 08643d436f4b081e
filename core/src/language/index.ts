/** @alacard/core/language: what a language server for notebooks that use models knows. Loads no Ruff. */
export { cellLanguage, notebookLanguage } from '../cells/kernel.ts';
export { findingPage } from '../findings/page.ts';
export { askedHub, type AskedHub, type HubRoad } from './asked-hub.ts';
export * from './completion.ts';
export * from './findings/index.ts';
export * from './hover.ts';
export * from './lenses.ts';
export type * from './model.ts';
export type { ModelPlace } from './model-places.ts';
export * from './notebook.ts';
export * from './questions.ts';
export { modelPlaceAt, readNotebook, type NotebookReading } from './reading.ts';
