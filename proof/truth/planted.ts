/** Faults that run without an error and do the wrong thing: a truth run must notice each. */
import type { Plant } from '../steps/edit.ts';

export interface PlantedFault {
  readonly name: string;
  readonly model: string;
  readonly plant: Plant;
  /** What the truth run must say. */
  readonly expected: RegExp;
}

export const PLANTED: readonly PlantedFault[] = [
  {
    name: 'the prefixes of an embedding model are dropped',
    model: 'alacard-truth/prefixed',
    plant: (notebook) => {
      notebook.replace(/^ *prompts=\{[^}]*\},?\n/m, '');
    },
    expected: /right sentences come first/,
  },
  {
    name: 'a thought is cut before it closes',
    model: 'alacard-truth/thinker',
    plant: (notebook) => {
      notebook.replace(/^MAX_NEW_TOKENS = .*$/m, 'MAX_NEW_TOKENS = 10');
    },
    expected: /the thought was cut/,
  },
  {
    name: 'a thought is shown as the answer',
    model: 'alacard-truth/thinker',
    plant: (notebook) => {
      notebook.replace(
        /^ *_, closed, text = text\.rpartition\("<\/think>"\)\n/m,
        '    closed = True\n',
      );
    },
    expected: /a thought is not folded/,
  },
  {
    name: 'inputs in another language than the model reads',
    model: 'alacard-truth/letters',
    plant: (notebook) => {
      notebook.append(
        'ui-call',
        'examples = ["Der Mieter muss die Wohnung bis zum Ende des Monats räumen."] * 3',
      );
    },
    expected: /reads en, and the notebook gives it other languages/,
  },
  {
    name: 'a second copy of the model in memory',
    model: 'alacard-truth/letters',
    plant: (notebook) => {
      notebook.append(
        'load',
        'another = pipeline("text-classification", model=MODEL_ID, dtype=dtype)',
      );
    },
    expected: /in memory twice/,
  },
  {
    name: 'a second copy of a model outside PyTorch',
    model: 'spacy/en_core_web_sm',
    plant: (notebook) => {
      notebook.append('load', 'another = spacy.load(folder)');
    },
    expected: /in memory twice/,
  },
  {
    name: 'a weight that is no number',
    model: 'alacard-truth/letters',
    plant: (notebook) => {
      notebook.append(
        'load',
        'next(classifier.model.classifier.parameters()).data[0, 0] = float("nan")',
      );
    },
    expected: /holds NaN/,
  },
  {
    name: 'labels of the wrong classes',
    model: 'alacard-truth/digits-vit',
    plant: (notebook) => {
      notebook.append(
        'load',
        'labels = classifier.model.config.id2label\nclassifier.model.config.id2label = {place: labels[9 - place] for place in labels}',
      );
    },
    expected: /of the digits are read right/,
  },
];
