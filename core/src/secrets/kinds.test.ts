import { describe, expect, it } from '@jest/globals';
import { findSecrets } from './find.ts';

/** Made up here, put together so that no scanner of a host takes this file for a leak. */
const letters = (length: number, from: string): string =>
  Array.from({ length }, (_, at) => from[(at * 5 + (at >> 2) * 3 + 1) % from.length]).join('');
const HEX = '0123456789abcdef';
const MIXED = 'aK3bZ9xQ7mT1vR5wE8yU2iO6pL4sDfGhJ';
const hex = (length: number): string => letters(length, HEX);
const mixed = (length: number): string => letters(length, MIXED);

const kinds = (text: string): string[] => findSecrets(text).map(({ kind }) => kind);

describe('keys of those who write notebooks with models', () => {
  it.each([
    ['wandb', `wandb.login(key="${hex(40)}")`],
    ['wandb', `%env WANDB_API_KEY=${hex(40)}`],
    ['databricks', `token = "${['dapi', hex(32)].join('')}"`],
    ['perplexity', `key = "${['pplx', mixed(48)].join('-')}"`],
    ['jina', `key = "${['jina', hex(32)].join('_')}${mixed(28)}"`],
    ['assignment', `AZURE_OPENAI_KEY = "${hex(32)}"`],
    ['client-key', `co = cohere.Client("${mixed(40)}")`],
    ['client-key', `rf = Roboflow(api_key="${mixed(20)}")`],
    ['kaggle', `{"username":"somebody","key":"${hex(32)}"}`],
    ['bearer', `headers = {"Authorization": "Bearer ${mixed(40)}"}`],
    ['url-password', `url = "https://somebody:${mixed(14)}@host.org/x"`],
    ['slack-webhook', `"https://hooks.slack.com/services/T${mixed(8)}/B${mixed(8)}/${mixed(24)}"`],
    ['environment', `%env OTHER_API_KEY=${mixed(32)}`],
  ])('%s: %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind]);
  });

  it.each([
    '<label class="sk-toggleable__label sk-toggleable__label-arrow">',
    '"nextPageToken": "CAUQAA3bZ9xQ7mT1vR5wE8yU2iO6"',
    'headers = {"Authorization": "Bearer YOUR_TOKEN_FOR_THE_SERVICE"}',
    'client = Client("https://example.org/v1/models")',
    'client = Client("sentence-transformers/all-MiniLM-L6-v2")',
    'url = "https://user:password@example.org/"',
    'password = getpass("Your password: ")',
    'key = os.environ["OPENAI_API_KEY"]',
    `commit ${hex(40)}`,
    `sha256:${hex(64)}`,
    'primary_key="customer_identifier_column"',
  ])('none in %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});
