import type { HubError } from '@alacard/core';
import { Refusal } from '../refusal.ts';

const OWN_TOKEN =
  'send an access token of your own Hub account in the header Alacard-Hub-Token (this server keeps none and has none of its own), or make the notebook in JupyterLab or VS Code';

/**
 * What the Hub refused, in words for somebody who asks over this server: the
 * client's own speak of the settings of one's own machine.
 *
 * @param model its id; null for a search
 */
export function refusalOf(error: HubError, model: string | null, withToken: boolean): Refusal {
  const what = model ?? 'the list of models';
  switch (error.kind) {
    case 'disabled':
    case 'unsafe':
      return new Refusal('model-refused', error.message);
    case 'gated':
      return new Refusal(
        'invalid-recipe',
        withToken
          ? `Your Hub account has no access to ${what} yet. Ask for it on the model’s page, and try again when it is granted.`
          : `Access to ${what} is gated. Accept its terms on the model’s page; then ${OWN_TOKEN}.`,
      );
    case 'not-found':
      return new Refusal(
        'invalid-recipe',
        withToken
          ? `There is no model ${what}, or your Hub account may not see it. Check the spelling of its id.`
          : `There is no public model ${what}. Check the spelling of its id; if it is private, ${OWN_TOKEN}.`,
      );
    case 'private':
      return new Refusal(
        'invalid-recipe',
        `Your Hub token may not read ${what}. Use one with read access to it.`,
      );
    case 'bad-token':
      return new Refusal(
        'invalid-recipe',
        `The Hub does not accept the token in Alacard-Hub-Token. Make a new one in your Hub account's settings, or leave the header out for public models.`,
      );
    case 'rate-limited':
      return new Refusal(
        'hub-unavailable',
        `The Hub takes no more questions from this server for ${String(error.retryAfter ?? 60)} seconds. Wait, then try again.`,
      );
    case 'offline':
    case 'bad-endpoint':
    case 'aborted':
      return new Refusal(
        'hub-unavailable',
        `The Hub cannot be reached from this server, so nothing is known of ${what}. Try again later.`,
      );
    case 'server-error':
    case 'bad-answer':
      return new Refusal('hub-unavailable', error.message);
    default:
      return new Refusal('invalid-recipe', error.message);
  }
}
