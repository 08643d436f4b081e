/** Sharing from an editor: everything but the editor. */
export * from './browse.ts';
export * from './mark-edits.ts';
export * from '../../ipynb/marks.ts';
export * from './open.ts';
export * from './prepare.ts';
export * from './run-health.ts';
export * from './share.ts';
export * from './share-ref.ts';
