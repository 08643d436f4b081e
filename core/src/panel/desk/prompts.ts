import { own } from '../../text/own.ts';
import type { Deck, PromptPack, Topic } from '../../deck/schema.ts';
import { ownTopic } from '../../notebook/context.ts';
import { framed } from '../../samples/samples.ts';
import type { Hand } from '../protocol/faces.ts';

type Frame = 'chat' | 'image' | 'speech';

/** Which of a pack's ways to put things a task takes; speech and everything else are plain texts. */
const FRAMES: Readonly<Record<string, Frame>> = {
  'text-generation': 'chat',
  'image-text-to-text': 'chat',
  'any-to-any': 'chat',
  'text-to-image': 'image',
  'image-to-image': 'image',
  'text-to-video': 'image',
  'text-to-speech': 'speech',
};

const topicOf = (hand: Hand, deck: Deck): Topic | undefined => {
  const { topic } = hand;
  if (!topic) return deck.topics[0];
  return 'own' in topic
    ? ownTopic(deck.ownTopic, topic.own)
    : deck.topics.find(({ id }) => id === topic.id);
};

/** The prompts of a hand in full, as a start for prompts of one's own. */
export function promptTexts(hand: Hand, task: string | null, deck: Deck): string[] {
  const cards = hand.prompt_cards;
  if (cards && 'prompts' in cards) return [...cards.prompts];
  const pack: PromptPack | undefined = deck.prompts.find(({ id }) => id === cards?.pack);
  const topic = topicOf(hand, deck);
  if (!pack || !topic) return [];
  const frame = own(FRAMES, task ?? '');
  if (!frame) return topic.texts.slice(0, 4);
  if (frame === 'speech') return topic.speech.slice(0, 4);
  const [slot, texts] =
    frame === 'chat' ? ['question', topic.chat] : ['prompt', topic.image.prompts];
  return framed({ topic, pack, ownPrompts: null }, frame, slot, texts);
}
