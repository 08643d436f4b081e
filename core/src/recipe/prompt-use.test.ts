import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import { DECK } from '../deck/data.ts';
import { INPUT_KINDS, SAMPLE_KINDS, type InputKind, type SampleKind } from '../deck/shapes.ts';
import { samplesFor, type SampleSource } from '../notebook/samples.ts';
import { packMatters, promptFindings, promptsMatter } from './prompt-use.ts';

const [topic] = DECK.topics;
const [pack, otherPack] = DECK.prompts;
if (!topic || !pack || !otherPack) throw new Error('the deck is empty');

const facts = factsOf();
const source: SampleSource = { topic, pack, ownPrompts: null, facts };

/** The fields each sample kind can fill, found by asking for one after the other. */
function fieldsOf(kind: SampleKind): string[] {
  const names =
    'text labels question context query candidates choices table messages prompt words rows series seed path';
  return names.split(' ').filter((name) => {
    try {
      samplesFor(adapter(kind, [name]), source);
      return true;
    } catch {
      return false;
    }
  });
}

const kindOf = (name: string): InputKind => INPUT_KINDS.find((kind) => kind === name) ?? 'text';

const adapter = (samples: SampleKind, names: readonly string[]) => ({
  id: 'test',
  route: 'local' as const,
  title: 'testing',
  summary: 'Tests.',
  inputs: names.map((name) => ({ name, kind: kindOf(name), label: name })),
  output: 'text' as const,
  samples,
  streams: false,
  installs: [],
  torch: false,
  float32: false,
  terms: {},
});

describe('prompts', () => {
  it.each(SAMPLE_KINDS)('%s: what is said here is what the samples do', (kind) => {
    const task = adapter(kind, fieldsOf(kind));
    const plain = samplesFor(task, source);
    const otherwise = samplesFor(task, { ...source, pack: otherPack });
    expect(JSON.stringify(plain) !== JSON.stringify(otherwise)).toBe(packMatters(kind));
    const own = samplesFor(task, { ...source, ownPrompts: ['Hello?'] });
    expect(JSON.stringify(own).includes('Hello?')).toBe(promptsMatter(kind));
  });

  it('tells a user whose own prompts are not used', () => {
    const own = { prompt_cards: { prompts: ['Hello?'] } };
    const table = { samples: 'table', title: 'table question answering' } as const;
    expect(promptFindings(own, table)).toEqual([
      expect.objectContaining({ code: 'prompts-unused', severity: 'info' }),
    ]);
    expect(promptFindings({ prompt_cards: { pack: 'first-steps' } }, table)).toEqual([]);
    expect(promptFindings(own, { samples: 'chat', title: 'chat' })).toEqual([]);
  });
});
