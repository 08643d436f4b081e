import { aboutRecipe } from '../../findings/recipe.ts';
import type { Deck } from '../../deck/schema.ts';
import type { CardFace, Hand, Spread } from '../protocol/faces.ts';
import type { PanelFinding } from '../view.ts';
import { adapterFor } from './adapter.ts';
import {
  componentFace,
  difficultyFace,
  ownPromptsFace,
  ownTopicFace,
  packFace,
  topicFace,
} from './faces.ts';
import { handFindings } from './hand-findings.ts';
import type { ModelShelf, OnShelf } from './shelf.ts';

const gone = (what: string, id: string): PanelFinding => aboutRecipe('card-gone', { what, id });

/**
 * Looks every card of a hand up. Cards the deck no longer has are taken off the
 * table and reported; a model that cannot be looked up stays, with a warning.
 */
export async function spreadOf(
  hand: Hand,
  { deck, shelf }: { deck: Deck; shelf: ModelShelf },
  signal?: AbortSignal,
): Promise<Spread> {
  const faces: CardFace[] = [];
  const findings: PanelFinding[] = [];
  const add = (face: CardFace | undefined, what: string, id: string): void => {
    if (face) faces.push(face);
    else findings.push(gone(what, id));
  };

  let model: OnShelf | null = null;
  if (hand.model_card) {
    model = await shelf.look(hand.model_card.id, signal);
    faces.push({ ...model.face, choice: { model_card: hand.model_card } });
  }
  const task = model?.facts ? adapterFor(model.facts, deck) : null;
  const { prompt_cards: prompts, topic, difficulty, ui_component: component } = hand;
  if (prompts) {
    const pack = deck.prompts.find(({ id }) => id === prompts.pack);
    if ('prompts' in prompts) {
      faces.push(ownPromptsFace(pack, prompts, prompts.prompts));
    } else add(pack && packFace(pack, task), 'prompt pack', prompts.pack);
  }
  if (topic) {
    if ('own' in topic) faces.push(ownTopicFace(deck, topic.own));
    else {
      const found = deck.topics.find(({ id }) => id === topic.id);
      add(found && topicFace(found), 'topic', topic.id);
    }
  }
  if (difficulty) {
    const found = deck.difficulties.find(({ id }) => id === difficulty);
    add(found && difficultyFace(found), 'difficulty', difficulty);
  }
  if (component) {
    const found = deck.components.find(({ id }) => id === component);
    add(found && componentFace(found), 'component', component);
  }
  const known: Hand = Object.assign({}, ...faces.map(({ choice }) => choice)) as Hand;
  return { hand: known, faces, findings: [...findings, ...handFindings(known, model, deck)] };
}
