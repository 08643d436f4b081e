import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import { DECK } from '../deck/data.ts';
import { nodeRuff } from '../node/ruff.ts';
import { generateNotebook } from './generate.ts';
import { mirrorOf } from './mirror.ts';

const linter = await nodeRuff();
const setUp = (hubUrl?: string): string => {
  const facts = factsOf();
  const { notebook, findings } = generateNotebook(
    {
      version: 1,
      model_card: { id: facts.id },
      prompt_cards: { pack: 'first-steps' },
      topic: { id: 'sourdough' },
      difficulty: 'beginner',
      ui_component: 'gradio',
    },
    facts,
    { deck: DECK, linter, ...(hubUrl === undefined ? {} : { hubUrl }) },
  );
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return notebook?.cells.find(({ id }) => id === 'setup-endpoint')?.source ?? '';
};

describe('a mirror', () => {
  it('is named in the notebook, before anything is imported', () => {
    expect(setUp('https://models.example/hub/')).toContain(
      'os.environ.setdefault("HF_ENDPOINT", "https://models.example/hub")',
    );
  });

  it('on this machine is taken only where it answers: others have none there', () => {
    expect(setUp('http://127.0.0.1:8788')).toContain('connect_ex(("127.0.0.1", 8788)) == 0');
  });

  it('is nothing to speak of where it is the Hub itself', () => {
    expect([setUp(), setUp('https://huggingface.co')]).toEqual(['', '']);
  });

  it('keeps a password out of the notebook', () => {
    expect(mirrorOf('https://me:secret@models.example')).toBeNull();
  });
});
