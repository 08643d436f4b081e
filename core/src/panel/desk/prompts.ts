import type { Deck, PromptPack, Topic } from '../../deck/schema.ts';
import { ownTopic } from '../../notebook/context.ts';
import { framed } from '../../notebook/samples.ts';
import type { Hand } from '../protocol/faces.ts';

type Frame = 'chat' | 'image' | 'speech' | 'text';

/** Which of a pack's ways to put things a task takes. Everything else takes plain text. */
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
  if (cards && 'prompts' in cards && cards.prompts) return [...cards.prompts];
  const pack: PromptPack | undefined = deck.prompts.find(({ id }) => id === cards?.pack);
  const topic = topicOf(hand, deck);
  if (!pack || !topic) return [];
  const frame = FRAMES[task ?? ''] ?? 'text';
  const texts = {
    chat: topic.chat,
    image: topic.image.prompts,
    speech: topic.speech,
    text: topic.texts,
  }[frame];
  const slot = { chat: 'question', image: 'prompt', speech: 'speech', text: 'text' }[frame];
  return framed({ topic, pack, ownPrompts: null }, frame, slot, texts);
}
