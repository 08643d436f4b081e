import type { Finding } from '../findings/finding.ts';
import { aboutModel } from '../findings/model.ts';
import type { ModelFacts } from './facts.ts';
import { licenceNotice } from './licence.ts';

/** What there is to know before a model is used, whatever notebook is made of it: its licence, its gate. */
export function accessFindings(facts: ModelFacts): Finding[] {
  const findings: Finding[] = [];
  const licence = licenceNotice(facts);
  if (licence.restrictive) {
    findings.push(aboutModel('licence', licence));
  }
  if (facts.gated !== false) {
    findings.push(aboutModel('model-gated', { id: facts.id }));
  }
  return findings;
}
