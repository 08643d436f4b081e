import type { Notebook } from './nbformat.ts';

/** "SmolLM2-135M-Instruct-sourdough-beginner": safe on every file system, without an ending. */
export function baseName(notebook: Notebook): string {
  const { recipe, model } = notebook.metadata.alacard;
  const topic = 'own' in recipe.topic ? recipe.topic.own : recipe.topic.id;
  return [model.id.slice(model.id.lastIndexOf('/') + 1), topic, recipe.difficulty]
    .join('-')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 100);
}
