import type { Notebook } from '@alacard/core';

/** "SmolLM2-135M-Instruct-sourdough-beginner": safe on every file system. */
export function baseName(notebook: Notebook): string {
  const { recipe, model } = notebook.metadata.alacard;
  const topic = 'own' in recipe.topic ? recipe.topic.own : recipe.topic.id;
  return [model.id.slice(model.id.lastIndexOf('/') + 1), topic, recipe.difficulty]
    .join('-')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 100);
}

/** The first of `name.ipynb`, `name-2.ipynb`, … that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? '' : `-${count}`}.ipynb`;
    if (!taken.has(name)) return name;
  }
}
