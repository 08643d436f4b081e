export { dispatch } from './dispatch.ts';
export { baseName } from './file-name.ts';
export { generateNotebook, type Generated, type GenerateTools } from './generate.ts';
export {
  notebookText,
  sourceHash,
  type CellMetadata,
  type Notebook,
  type NotebookCell,
} from './nbformat.ts';
export { dispatchOutline, type ModelOutline } from './outline.ts';
export type { Plan, PlanCell, SectionId } from './plan-types.ts';
export { readCells } from './read-notebook.ts';
