import { describe, expect, it } from '@jest/globals';
import { secondsToWait } from './retry.ts';
import { hubSettings } from './settings.ts';

describe('settings of the environment', () => {
  it.each([
    [{}, { endpoint: 'https://huggingface.co', token: null, offline: false }],
    [{ HF_ENDPOINT: 'http://mirror/hub//' }, { endpoint: 'http://mirror/hub' }],
    [{ HF_ENDPOINT: '' }, { endpoint: 'https://huggingface.co' }],
    [{ HF_TOKEN: ' hf_a\r\n' }, { token: 'hf_a' }],
    [{ HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: 'hf_b' }, { token: 'hf_b' }],
    [{ HF_TOKEN: 'hf_a', HUGGING_FACE_HUB_TOKEN: 'hf_b' }, { token: 'hf_a' }],
    [{ HF_HUB_OFFLINE: '1' }, { offline: true }],
    [{ HF_HUB_OFFLINE: 'yes' }, { offline: true }],
    [{ TRANSFORMERS_OFFLINE: 'On' }, { offline: true }],
    [{ HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: '1' }, { offline: false }],
    [{ HF_HUB_OFFLINE: 'maybe' }, { offline: false }],
  ])('%j', (env, expected) => {
    expect(hubSettings(env)).toMatchObject(expected);
  });
});

describe('how long the Hub asks to wait', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const headers = (fields: Record<string, string>) => ({
    get: (name: string) => fields[name] ?? null,
  });
  it.each<[Record<string, string>, number | null]>([
    [{ ratelimit: '"api";r=0;t=55' }, 56],
    [{ ratelimit: '"api"; r=0; t=5', 'retry-after': '99' }, 6],
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('%j: %s s', (fields, seconds) => {
    expect(secondsToWait(headers(fields), now)).toBe(seconds);
  });
});
