import type { SecretKind } from './kind.ts';
import { isPassword, looksRandom } from './looks.ts';

/** Secrets without a form of their own: what stands around them tells. */
export const TOLD: readonly SecretKind[] = [
  {
    kind: 'bearer',
    signs: ['bearer '],
    pattern: /\bBearer[ ]{1,4}([A-Za-z0-9_\-.=+/~]{24,512})/gi,
    prefix: /^/,
    accept: looksRandom,
  },
  {
    // `%env NAME=value`, `export NAME=value`: without quotes.
    kind: 'environment',
    signs: ['env ', 'export '],
    pattern:
      /(?:\benv|\bexport)[ \t]{1,4}\w{0,64}(?:KEY|TOKEN|SECRET|PASSWORD)\w{0,16}[ \t]{0,2}[= ][ \t]{0,2}["']?([A-Za-z0-9_\-+/=.]{20,512})/gi,
    prefix: /^/,
    accept: looksRandom,
  },
  {
    // `cohere.Client("…")`, `Roboflow(api_key="…")`: what the name of the call says.
    kind: 'client-key',
    signs: ['client', 'roboflow', 'login', 'openai(', 'anthropic(', 'pinecone('],
    pattern:
      /\b(?:\w{0,40}Client(?:V2)?|Roboflow|login|OpenAI|Anthropic|Pinecone|Mistral|Groq|Together)\([ \t]{0,4}(?:(?:api_)?key[ ]{0,2}=[ ]{0,2})?["']([A-Za-z0-9_-]{20,128})["']/g,
    prefix: /^/,
    accept: looksRandom,
  },
  {
    kind: 'url-password',
    signs: ['://'],
    pattern:
      /\b(?:https?|ftps?|sftp|ssh):\/\/[^\s:@/"'<>{}$]{1,64}:([^\s@"'/<>{}$]{8,128})@[\w.-]{3,}/g,
    prefix: /^/,
    minEntropy: 2.5,
    accept: isPassword,
  },
  {
    kind: 'password',
    signs: ['password', 'passwd', 'pwd'],
    pattern: /(?:password|passwd|\bpwd)["'\]]{0,2}\s{0,4}=\s{0,4}["']([^\s"'<>{}$]{8,64})["']/gi,
    prefix: /^/,
    minEntropy: 2.75,
    accept: isPassword,
  },
  {
    kind: 'assignment',
    signs: ['key', 'token', 'secret', 'password'],
    pattern:
      /(?<=(?:API_?KEY|_KEY|(?<!page_?)TOKEN|SECRET|PASSWORD|ACCOUNTKEY)["'\]]{0,2}\s{0,8})[:=]\s{0,8}["']([A-Za-z0-9_\-+/=.]{24,512})["']/gi,
    prefix: /^/,
    accept: looksRandom,
  },
];
