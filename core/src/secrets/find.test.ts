import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findSecrets } from './find.ts';

/** Everything that looks like a token is put together here, so that no scanner finds one in this file. */
const j = (...pieces: readonly string[]): string => pieces.join('');
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALNUM = UPPER + LOWER + DIGITS;
const HEX = `${DIGITS}abcdef`;

const random = (length: number, alphabet = ALNUM): fc.Arbitrary<string> =>
  fc
    // Without bias: fast-check likes small numbers, issuers do not.
    .noBias(
      fc.array(fc.integer({ min: 0, max: alphabet.length - 1 }), {
        minLength: length,
        maxLength: length,
      }),
    )
    .map((picks) => picks.map((at) => alphabet.charAt(at)).join(''));
const after = (prefix: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  value.map((rest) => prefix + rest);
const B64URL = `${ALNUM}-_`;

const TOKENS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  alacard: after(j('alacard', '_pat_'), random(43, B64URL)),
  huggingface: after(j('h', 'f_'), random(34, UPPER + LOWER)),
  'huggingface oauth': after(j('hf', '_oauth_'), random(60)),
  openai: after(j('s', 'k-'), random(48)),
  'openai project': after(j('sk', '-proj-'), random(120, B64URL)),
  anthropic: after(j('sk', '-ant-', 'api03-'), random(93, B64URL)),
  openrouter: after(j('sk', '-or-v1-'), random(64, HEX)),
  'github classic': after(j('gh', 'p_'), random(36)),
  'github fine-grained': after(j('github', '_pat_'), random(82)),
  'aws id': after(j('AK', 'IA'), random(16, `${UPPER}234567`)),
  'supabase secret': after(j('sb', '_secret_'), random(31, B64URL)),
  'supabase access': after(j('sb', 'p_'), random(40, HEX)),
  google: after(j('AI', 'za'), random(35, B64URL)),
  groq: after(j('gs', 'k_'), random(52)),
  replicate: after(j('r', '8_'), random(37)),
  pinecone: after(j('pcs', 'k_'), random(70)),
  slack: after(j('xo', 'xb-'), random(50)),
  nvidia: after(j('nva', 'pi-'), random(64, B64URL)),
  npm: after(j('np', 'm_'), random(36)),
  pypi: after(j('py', 'pi-'), random(100)),
  gitlab: after(j('glp', 'at-'), random(20)),
  stripe: after(j('sk', '_live_'), random(24)),
  jwt: fc
    .tuple(random(20), random(80), random(43, B64URL))
    .map(([head, body, sign]) => `eyJ${head}.eyJ${body}.${sign}`),
};

/** Random tokens hold `_test_` or `12345678` by chance about once in ten million. */
const usual = (value: string): boolean =>
  !/[-_.](?:test|here|todo|fake|your)[-_.]|12345678|abcdefgh|xxxxxx/i.test(value);
const SURROUNDINGS = fc.constantFrom(
  ['login("', '")'],
  ['token = "', '"'],
  ['Authorization: Bearer ', '\n'],
  ['export T=', ''],
  ['', ''],
  ['(', ').'],
);

describe('findSecrets', () => {
  for (const [name, tokens] of Object.entries(TOKENS)) {
    it(`finds every ${name} token, wherever it stands, and never shows it`, () => {
      fc.assert(
        fc.property(tokens.filter(usual), SURROUNDINGS, (token, [before = '', behind = '']) => {
          const text = before + token + behind;
          const [match, ...more] = findSecrets(text);
          expect(more).toEqual([]);
          expect(match && text.slice(match.from, match.to)).toBe(token);
          expect(match?.masked).not.toContain(token.slice(-8));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('finds assigned keys that have no prefix of their own', () => {
    for (const line of [
      `${j('WANDB', '_API_KEY')} = "${j('a1b2c3d4e5f6a7b8c9d0', 'e1f2a3b4c5d6e7f8a9b0')}"`,
      `os.environ["${j('COHERE', '_API_KEY')}"] = '${j('Qx7vB2mK9pLw4RtY8nZc', 'D3fG6hJ1sA5eU0iOqWxz')}'`,
      `"${j('api', '_key')}": "${j('9f8e7d6c5b4a39281706', 'f5e4d3c2b1a0')}"`,
      `${j('aws_secret', '_access_key')} = "${j('k8Jw0vR3xZq7Lm2Np5Ts9Uy1', 'Ab4Cd6Ef8Gh0Ij/+')}"`,
    ]) {
      expect(findSecrets(line)).toHaveLength(1);
    }
  });

  it('finds a key that happens to have no digit, and takes no long name for one', () => {
    const letters = 'IkOrMTGxQWQyGBYMKWNQOrFfrsCNRZGpwKvwstYWmdgeAFbS';
    expect(findSecrets(`login("${j('s', 'k-')}${letters}")`)).toHaveLength(1);
    for (const name of [
      'AutoModelForSequenceClassification',
      'SpeechEncoderDecoderModelForConditionalGeneration',
      'sklearnHistGradientBoostingClassifier',
    ]) {
      expect(findSecrets(`SECRET = "${name}"`)).toEqual([]);
    }
  });

  it('finds private keys and passwords in database addresses', () => {
    const header = j('-----BEGIN RSA PRIVATE', ' KEY-----');
    expect(findSecrets(`${header}\nMIIE`)).toMatchObject([{ kind: 'private-key' }]);
    const url = j('postgresql', '://admin:', 'hereIsAnExample7', '@db.example.org:5432/prod');
    const [match] = findSecrets(`DATABASE_URL = "${url}"`);
    expect(match?.kind).toBe('database-url');
    expect(match?.masked).toBe('••••••');
    expect(findSecrets(j('redis', '://:', 'p4ssw0rdX', '@cache:6379'))).toHaveLength(1);
  });

  it('lets placeholders, ids and hashes pass', () => {
    for (const line of [
      'api_key = "YOUR_API_KEY_HERE"',
      `HF_TOKEN = "${j('h', 'f_')}${'x'.repeat(34)}"`,
      `HF_TOKEN = "${j('h', 'f_')}abcdefghijklmnopqrstuvwxyzABCDEFGH"`,
      `HF_TOKEN = "${j('h', 'f_')}YOUR_TOKEN_HERE"`,
      `os.environ["OPENAI_API_KEY"] = "${j('s', 'k-')}..."`,
      `OPENAI_API_KEY = "${j('s', 'k-')}your-api-key-here"`,
      `openai.api_key = "${j('sk', '-proj-')}${'X'.repeat(20)}"`,
      `GITHUB_TOKEN = "${j('gh', 'p_')}YOUR_GITHUB_TOKEN_GOES_HERE_1234567890"`,
      `aws_access_key_id = "${j('AKIA', 'IOSFODNN7', 'EXAMPLE')}"`,
      `${j('aws_secret', '_access_key')} = "${j('wJalrXUtnFEMI/', 'K7MDENG/', 'bPxRfiCY', 'EXAMPLEKEY')}"`,
      `ANTHROPIC_API_KEY = "${j('sk', '-ant-')}api03-your-key"`,
      `SUPABASE_KEY = "${j('sb', '_secret_')}YOUR_SECRET_KEY"`,
      'key = getpass("Enter your key")',
      'api_key = os.getenv("OPENAI_API_KEY")',
      'token = userdata.get("HF_TOKEN")',
      j('postgresql', '://user:', 'password', '@localhost:5432/db'),
      j('postgresql', '://user:', '{password}', '@localhost:5432/db'),
      j('postgres', '://postgres:', 'postgres', '@localhost:5432/postgres'),
      'headers = {"Authorization": f"Bearer {token}"}',
      `slack_token = "${j('xo', 'xb-')}your-token"`,
      'sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709"',
      'revision="e1945c40cd546c78e41f1151f4db032b271faeaa"',
      'id = "3f2504e0-4f89-11d3-9a0c-0305e82c3301"',
      'model = "meta-llama/Llama-3.2-3B-Instruct"',
      'SECRET = "sentence-transformers/all-MiniLM-L6-v2"',
      'password = "changeme"',
      'WANDB_API_KEY = "your_wandb_key"',
      'hf_hub_download(repo_id="x")',
      'from huggingface_hub import hf_hub_url',
      'sk-learn pipeline',
      'hf_device_map = {"model": 0}',
      'pad_token = tokenizer.pad_token or "<|endoftext|>"',
    ]) {
      expect({ line, found: findSecrets(line) }).toEqual({ line, found: [] });
    }
  });

  it('keeps the order of the text and reports one secret once', () => {
    const token = j('h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi');
    const text = `HF_TOKEN = "${token}"\nagain = "${token}"`;
    const found = findSecrets(text);
    expect(found.map((match) => match.kind)).toEqual(['huggingface', 'huggingface']);
    expect(found.map((match) => match.from)).toEqual([12, text.lastIndexOf(token)]);
  });

  it('stays linear on hostile text', () => {
    for (const piece of [
      'a',
      'eyJ',
      'A_',
      'postgres://',
      'sk-',
      'TOKEN=',
      '-----BEGIN A ',
      "token '",
    ]) {
      expect(findSecrets(piece.repeat(Math.ceil(1e6 / piece.length))).length).toBeLessThan(2);
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void findSecrets(text)));
  });
});
