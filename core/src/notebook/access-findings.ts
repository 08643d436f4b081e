import type { Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { licenceNotice } from '../hub/licence.ts';

/** What there is to know before a model is used, whatever notebook is made of it: its licence, its gate. */
export function accessFindings(facts: ModelFacts): Finding[] {
  const findings: Finding[] = [];
  const licence = licenceNotice(facts);
  if (licence.restrictive) {
    findings.push({ code: 'licence', severity: 'warning', message: licence.sentence });
  }
  if (facts.gated !== false) {
    findings.push({
      code: 'model-gated',
      severity: 'warning',
      message: `${facts.id} is gated: accept its conditions at https://huggingface.co/${facts.id} and sign in with "hf auth login" before you run the notebook.`,
    });
  }
  return findings;
}
