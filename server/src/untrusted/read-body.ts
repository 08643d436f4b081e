import { beyondBounds, problem, type Problem } from '@alacard/core/sharing';
import secureJson from 'secure-json-parse';

export type BodyResult =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly problem: Problem };

/** No request of the API comes near; a notebook in it is one value, a text. */
const BODY_BOUNDS = { depth: 60, values: 5_000, parts: 10_000 };

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a request. It must be UTF-8 (characters that are silently replaced
 * would change somebody's notebook), and small in everything but its texts: what
 * validates it collects one complaint for each wrong value.
 */
export function readBody(bytes: Uint8Array): BodyResult {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return bad('The body is not UTF-8. Nothing was saved.');
  }
  // Clients that always name a content type send it with nothing, too.
  if (text === '') return { ok: true, body: undefined };
  const beyond = beyondBounds(text, BODY_BOUNDS);
  if (beyond !== null) {
    return {
      ok: false,
      problem: problem('invalid-request', `The body cannot be read: ${beyond}. Nothing was saved.`),
    };
  }
  try {
    return {
      ok: true,
      body: secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' }),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    return bad(`The request cannot be read: the body is not JSON (${message}).`);
  }
}

const bad = (detail: string): BodyResult => ({
  ok: false,
  problem: problem('bad-request', detail),
});
