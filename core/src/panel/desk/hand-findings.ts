import type { Deck } from '../../deck/schema.ts';
import type { Finding } from '../../finding.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { licenceNotice } from '../../hub/licence.ts';
import { memoryNeed, memoryWords } from '../../hub/memory.ts';
import { dispatch } from '../../notebook/dispatch.ts';
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
  if (error) return [{ code: `hub-${error.kind}`, severity: 'warning', message: error.message }];
  return facts ? [...modelFindings(facts), ...fitFindings(hand, facts, deck)] : [];
}

function modelFindings(facts: ModelFacts): Finding[] {
  const findings: Finding[] = [];
  const warn = (code: string, message: string): void => {
    findings.push({ code, severity: 'warning', message });
  };
  const licence = licenceNotice(facts);
  if (licence.restrictive) warn('licence', licence.sentence);
  if (facts.gated !== false) {
    warn(
      'model-gated',
      `${facts.id} is gated: accept its conditions on its page at Hugging Face and sign in with "hf auth login" before you run the notebook.`,
    );
  }
  const { adapter, findings: route } = dispatch(facts);
  findings.push(...route);
  const need = memoryNeed(facts, 'float16');
  if (!adapter.startsWith('api-') && need && need.total > LAPTOP_MEMORY) {
    warn('model-large', `${facts.id} may be too big for this machine. ${memoryWords(facts)}`);
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
