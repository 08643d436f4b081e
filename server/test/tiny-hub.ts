import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../proof/hub/server.ts';
import { recipeOf } from './fake-maker.ts';

/** The local hub with the model of the tests' recipes: enough to make a notebook in a browser. */
export function startTinyHub(dir: string): Promise<LocalHub> {
  const { id } = recipeOf().model_card;
  writeRepositories(dir, {
    [id]: {
      'README.md': `---\nlicense: apache-2.0\npipeline_tag: text-classification\nlibrary_name: transformers\n---\n# Tiny\n`,
      'config.json': {
        model_type: 'distilbert',
        architectures: ['DistilBertForSequenceClassification'],
      },
    },
  });
  return startLocalHub({ roots: [dir] });
}
