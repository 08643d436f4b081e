import { describe, expect, it } from '@jest/globals';
import { renameVariables } from './rename.ts';

describe('renameVariables', () => {
  const rename = (source: string) => renameVariables(source, new Map([['model', 'card_model']]));
  it.each<[string, string]>([
    ['model = f()\nmodel(x)', 'card_model = f()\ncard_model(x)'],
    ['g(model=model)', 'g(model=model)'],
    ['model = 1\ng(model=model)', 'card_model = 1\ng(model=card_model)'],
    ['model = 1\nx.model = model', 'card_model = 1\nx.model = card_model'],
    ['model = 1\nprint(f"{model} model")', 'card_model = 1\nprint(f"{card_model} model")'],
    ['"model"  # model', '"model"  # model'],
    ['from lib import model\nmodel()', 'from lib import model\nmodel()'],
    ['print(model := 1, model)', 'print(card_model := 1, card_model)'],
    ['model = 0\nmodel += 1', 'card_model = 0\ncard_model += 1'],
    [
      'model = 0\ndef f(model):\n    return model\nf(model=model)',
      'card_model = 0\ndef f(model):\n    return model\nf(model=card_model)',
    ],
    [
      'model = 0\ndef f():\n    global model\n    model = 1',
      'card_model = 0\ndef f():\n    global card_model\n    card_model = 1',
    ],
    [
      'model = 0\ndef f():\n    return model\nclass A:\n    model = model',
      'card_model = 0\ndef f():\n    return card_model\nclass A:\n    model = model',
    ],
    ['[model for model in x]', '[model for model in x]'],
  ])('%j becomes %j', (source, expected) => {
    expect(rename(source)).toBe(expected);
  });
});
