import { aboutHub } from '../../hub/hub-findings.ts';
import { aboutModel } from '../../findings/model.ts';
import type { Deck } from '../../deck/schema.ts';
import type { Finding } from '../../findings/finding.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { memoryNeed, memoryWords } from '../../hub/memory.ts';
import { accessFindings } from '../../hub/access-findings.ts';
import { dispatch } from '../../library/dispatch.ts';
import { nearestComponent } from '../../recipe/compatibility.ts';
import { promptFindings } from '../../recipe/prompt-use.ts';
import type { Hand } from '../protocol/faces.ts';
import type { OnShelf } from './shelf.ts';

/** Memory in bytes that a usual laptop has to spare. */
const LAPTOP_MEMORY = 8e9;

/** What there is to know about a hand before a notebook is made of it. */
export function handFindings(hand: Hand, model: OnShelf | null, deck: Deck): Finding[] {
  if (!model) return [];
  const { error, facts } = model;
  if (error) return [aboutHub(error)];
  return facts ? [...modelFindings(facts), ...fitFindings(hand, facts, deck)] : [];
}

function modelFindings(facts: ModelFacts): Finding[] {
  const { adapter, findings: route } = dispatch(facts);
  const findings = [...accessFindings(facts), ...route];
  const need = memoryNeed(facts, 'float16');
  if (!adapter.startsWith('api-') && need && need.total > LAPTOP_MEMORY) {
    findings.push(aboutModel('model-large', { id: facts.id, memory: memoryWords(facts) }));
  }
  return findings;
}

function fitFindings(hand: Hand, facts: ModelFacts, deck: Deck): Finding[] {
  const adapter = deck.adapters[dispatch(facts).adapter];
  if (!adapter) return [];
  const { ui_component: component, prompt_cards } = hand;
  return [
    ...(component ? nearestComponent(component, adapter).findings : []),
    ...(prompt_cards ? promptFindings({ prompt_cards }, adapter) : []),
  ];
}
