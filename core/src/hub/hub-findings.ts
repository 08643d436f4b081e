import { HUB_ERROR_KINDS, type HubError, type HubErrorKind } from './result.ts';
import type { Finding, Severity } from '../findings/finding.ts';

export type HubCode = `hub-${HubErrorKind}`;

/** A code for each way in which the Hub gives no answer; its explanation is the sentence. */
export const HUB_CODES: readonly HubCode[] = HUB_ERROR_KINDS.map((kind): HubCode => `hub-${kind}`);

/** A warning while a hand is laid out, an error when a notebook cannot be made for want of the answer. */
export const aboutHub = (
  { kind, message }: HubError,
  severity: Exclude<Severity, 'info'> = 'warning',
): Pick<Finding, 'severity' | 'message'> & { readonly code: HubCode } => ({
  code: `hub-${kind}`,
  severity,
  message,
});
