import type { HubCode } from '../../src/hub/hub-findings.ts';
import type { ExplainedKind } from './explained.ts';

export const HUB: Readonly<Record<HubCode, ExplainedKind>> = {
  'hub-bad-id': {
    what: 'This is no model id or revision, so the Hub was not asked.',
    why: 'Ids have one form, organisation/name; anything else never leads to a model.',
    example: '`alacard generate --model "my model"`',
    silence: 'Write the id as it stands on the model page.',
  },
  'hub-bad-endpoint': {
    what: 'HF_ENDPOINT is not a web address.',
    why: 'Questions would go nowhere, or to a place that was not meant.',
    example: '`HF_ENDPOINT=mirror.example`',
    silence: 'Write it with https://, or remove it.',
  },
  'hub-bad-token': {
    what: 'The Hub does not know the token.',
    why: 'Private and gated models need one that is valid.',
    example: 'an HF_TOKEN that was revoked',
    silence: 'Sign in again with "hf auth login".',
  },
  'hub-not-found': {
    what: 'There is no such model, or it is private.',
    why: 'The Hub does not tell the two apart.',
    example: 'a misspelt id',
    silence: 'Correct the id, or sign in as who may see it.',
  },
  'hub-revision-not-found': {
    what: 'The model has no such branch, tag or commit.',
    why: 'A notebook pinned to it could not load anything.',
    example: '`--revision mian`',
    silence: 'Leave the revision out, or correct it.',
  },
  'hub-file-not-found': {
    what: 'The repository has no such file at this revision.',
    why: 'What is read from it, such as the model card, is missing.',
    example: 'a repository without a README',
    silence: 'Choose another revision, or go without.',
  },
  'hub-gated': {
    what: 'The model has conditions that were not accepted.',
    why: 'Its files are given to nobody else.',
    example: 'a model with a form on its page',
    silence: 'Accept the conditions and sign in.',
  },
  'hub-private': {
    what: 'The token is known, but may not see this model.',
    why: 'A fine-grained token only opens what it names.',
    example: 'a token for another organisation',
    silence: 'Use a token that may read it.',
  },
  'hub-disabled': {
    what: 'The Hub has disabled the model.',
    why: 'Nobody gets its files.',
    example: 'a model that was taken down',
    silence: 'Choose another model.',
  },
  'hub-unsafe': {
    what: "The Hub's scanners flagged files as unsafe.",
    why: 'Loading them may run code of a stranger.',
    example: 'a pickle that imports os.system',
    silence: 'It cannot be silenced. Choose another model.',
  },
  'hub-rate-limited': {
    what: 'The Hub asks to wait.',
    why: 'More questions would only make it longer.',
    example: 'many searches from one network',
    silence: 'Wait, or sign in: signed-in people may ask more.',
  },
  'hub-offline': {
    what: 'The Hub cannot be reached, or is not to be asked.',
    why: 'What is known comes from the deck or the cache.',
    example: '`HF_HUB_OFFLINE=1`',
    silence: 'Connect, set a proxy, or name a mirror in HF_ENDPOINT.',
  },
  'hub-server-error': {
    what: 'The Hub answered with an error of its own, also when asked again.',
    why: 'The answer is missing, whatever the question was.',
    example: 'status 503',
    silence: 'Try again later.',
  },
  'hub-bad-answer': {
    what: 'The answer is not what the protocol of the Hub says.',
    why: 'Something stands between: a sign-in page of a network, or a mirror that is none.',
    example: 'an HTML page where JSON was asked for',
    silence: 'Look at the address that is named in a browser.',
  },
  'hub-aborted': {
    what: 'The question was taken back before the Hub answered.',
    why: 'Nothing is made of half an answer.',
    example: 'Cancel, while a notebook is made',
    silence: 'Ask again.',
  },
};
