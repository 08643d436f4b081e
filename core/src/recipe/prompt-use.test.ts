import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../../test-support/facts.ts';
import { DECK } from '../deck/data.ts';
import type { PromptPack } from '../deck/schema.ts';
import { INPUT_KINDS, SAMPLE_KINDS, type InputKind, type SampleKind } from '../deck/shapes.ts';
import { samplesFor, type SampleSource } from '../samples/samples.ts';
import { packMatters, promptFindings, promptsMatter } from './prompt-use.ts';

const [topic] = DECK.topics;
const packs = ['first-steps', 'story-time', 'camera-and-light', 'rough-edges', 'two-at-once'];
const [pack, ...others] = packs.map((id) => DECK.prompts.find((one) => one.id === id));
const isPack = (one: PromptPack | undefined): one is PromptPack => one !== undefined;
if (!topic || !pack || !others.every(isPack)) throw new Error('the deck is empty');

const facts = factsOf();
const source: SampleSource = {
  topic,
  pack,
  ownPrompts: null,
  facts,
  language: null,
  languages: [],
};

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
  scored: true,
  terms: {},
});

describe('prompts', () => {
  it.each(SAMPLE_KINDS)('%s: what is said here is what the samples do', (kind) => {
    const task = adapter(kind, fieldsOf(kind));
    const plain = samplesFor(task, source);
    for (const other of others.filter(isPack)) {
      const otherwise = samplesFor(task, { ...source, pack: other });
      const differs = JSON.stringify(plain) !== JSON.stringify(otherwise);
      expect([other.id, differs]).toEqual([
        other.id,
        packMatters(kind, pack) || packMatters(kind, other),
      ]);
    }
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
