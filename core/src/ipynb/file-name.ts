import type { Recipe } from '../recipe/schema.ts';
import type { Notebook } from './nbformat.ts';

/** File name of a notebook without its ending: model, topic, level. The same in every place. */
export function baseName(notebook: Notebook): string {
  const { recipe, model } = notebook.metadata.alacard;
  return recipeName({ ...recipe, model_card: { id: model.id } });
}

/** The same from the recipe alone. */
export function recipeName({
  model_card: { id },
  topic,
  difficulty,
}: Pick<Recipe, 'model_card' | 'topic' | 'difficulty'>): string {
  const name = [
    id.slice(id.lastIndexOf('/') + 1),
    'own' in topic ? topic.own : topic.id,
    difficulty,
  ]
    .join('-')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return name
    .replace(/^[.-]+/, '')
    .slice(0, 100)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/(?<![.-])[.-]+$/, '');
}
