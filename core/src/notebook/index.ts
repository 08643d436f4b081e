export { baseName, recipeName } from '../ipynb/file-name.ts';
export { dispatch } from '../library/dispatch.ts';
export { generateNotebook, type Generated, type GenerateTools } from './generate.ts';
export {
  notebookText,
  sourceHash,
  type CellMetadata,
  type Notebook,
  type NotebookCell,
} from '../ipynb/nbformat.ts';
export { dispatchOutline, type ModelOutline } from '../library/outline.ts';
export type { Plan, PlanCell, SectionId } from '../ipynb/plan-types.ts';
export { readCells } from '../ipynb/read-notebook.ts';
