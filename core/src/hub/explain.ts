import type { HubResponse } from './platform.ts';
import { secondsToWait } from './retry.ts';
import type { HubError } from './result.ts';

/** What a request is about, for messages. */
export interface Subject {
  /** Model id, or null for searches. */
  readonly model: string | null;
  readonly revision?: string | undefined;
  readonly file?: string | undefined;
  /** True when the request carried a token. */
  readonly withToken: boolean;
  readonly advice: Advice;
}

/** Where a message sends its reader. */
export type Advice = 'environment' | 'settings';

interface AdviceWords {
  /** What holds the Hub's address. */
  readonly address: string;
  /** What holds the access token. */
  readonly token: string;
  /** What to look at where the Hub is out of reach. */
  readonly reach: string;
}

const WORDS: Readonly<Record<Advice, AdviceWords>> = {
  environment: {
    address: 'HF_ENDPOINT',
    token: 'HF_TOKEN',
    reach: 'Check the connection, and HF_ENDPOINT and HTTPS_PROXY if you use them.',
  },
  settings: {
    address: '"Hugging Face Hub" in the settings of Alacard',
    token: 'the access token of Alacard',
    reach:
      'Check the connection. Where the Hub is out of reach, the settings of Alacard take the address of a mirror ("Hugging Face Hub") or of a sharing server that reaches it.',
  },
};

export const adviceWords = (advice: Advice): AdviceWords => WORDS[advice];

/**
 * The error an answer stands for. The Hub tells cases apart by status and
 * `X-Error-Code`; a missing model asked for without a token is a bare 401.
 */
export const explain = (
  response: HubResponse,
  url: string,
  subject: Subject,
  endpoint: string,
): HubError => {
  const { status, headers } = response;
  const code = headers.get('x-error-code') ?? '';
  const said = headers.get('x-error-message') ?? '';
  const { token } = WORDS[subject.advice];
  const model = subject.model ?? 'the list of models';
  const page = subject.model === null ? endpoint : `${endpoint}/${subject.model}`;
  const error = (kind: HubError['kind'], message: string): HubError => ({
    kind,
    message,
    url,
    status,
  });

  if (status === 429) {
    const retryAfter = secondsToWait(headers, Date.now()) ?? 60;
    return {
      ...error(
        'rate-limited',
        `The Hub takes no more requests from here for ${String(retryAfter)} s (asked for ${model}). Wait, then try again` +
          (subject.withToken
            ? '.'
            : `; requests with an access token (${token}) have a higher limit.`),
      ),
      retryAfter,
    };
  }
  if (/access to this resource is disabled/i.test(said)) return disabledError(model, url, status);
  if (code === 'GatedRepo') {
    return error(
      'gated',
      subject.withToken
        ? `Access to ${model} has not been granted to your account. Ask for it on ${page}, wait until it is granted, then try again.`
        : `Access to ${model} is gated. Accept its terms on ${page}, then set ${token} to one of your account.`,
    );
  }
  if (code === 'RevisionNotFound') {
    return error(
      'revision-not-found',
      `${model} has no revision "${subject.revision ?? 'main'}". Look at its branches and commits on ${page}/commits/main, or leave the revision out.`,
    );
  }
  if (code === 'EntryNotFound') {
    return error(
      'file-not-found',
      `${model} has no file "${subject.file ?? ''}" at this revision. Look at its files on ${page}/tree/main.`,
    );
  }
  if (status === 401 && subject.withToken && code !== 'RepoNotFound') {
    return error(
      'bad-token',
      `The Hub does not accept the access token (asked for ${model}). Make a new one on ${endpoint}/settings/tokens and set ${token} to it, or unset it.`,
    );
  }
  if (status === 401 || status === 404 || code === 'RepoNotFound') {
    return error(
      'not-found',
      subject.withToken
        ? `There is no model ${model} on ${endpoint}, or your account may not see it. Check the spelling of its id.`
        : `There is no public model ${model} on ${endpoint}. Check the spelling of its id; if it is private, set ${token} to one that may read it.`,
    );
  }
  if (status === 403) {
    return error(
      'private',
      `Your access token may not read ${model}. Use a token with read access to it (${endpoint}/settings/tokens).`,
    );
  }
  if (status >= 500) {
    return error(
      'server-error',
      `The Hub could not answer for ${model} (HTTP ${String(status)}), also after several tries. Try again in a few minutes.`,
    );
  }
  return error(
    'bad-answer',
    `The Hub refused the request for ${model} (HTTP ${String(status)}). Check that ${WORDS[subject.advice].address} is a Hugging Face Hub; if it is, this is a fault of Alacard.`,
  );
};

export const disabledError = (model: string, url: string | null, status?: number): HubError => ({
  kind: 'disabled',
  message: `The Hub has disabled ${model}, so no notebook is made for it. Choose another model.`,
  url,
  ...(status === undefined ? {} : { status }),
});

export const unsafeError = (model: string, files: readonly string[], url: string): HubError => ({
  kind: 'unsafe',
  message: `The Hub's security scanners flagged files of ${model} as unsafe (${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}), so no notebook is made for it. Choose another model.`,
  url,
});
