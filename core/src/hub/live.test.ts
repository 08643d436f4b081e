import { describe, expect, it } from '@jest/globals';
import { liveHub } from './live.ts';

describe('a Hub client in an editor', () => {
  it('follows the settings and the token, and sends no token to another Hub', async () => {
    const asked: [string, string | undefined][] = [];
    let hubUrl = 'https://one.example';
    const tokens: Record<string, string> = { 'https://one.example': 'hf_one' };
    const hub = liveHub(
      () => ({ hubUrl, serverUrl: '' }),
      async () => tokens[hubUrl] ?? null,
      async (url, init) => {
        asked.push([new URL(url).origin, init?.headers?.['authorization']]);
        return new Response('[]');
      },
    );
    expect((await hub.listModels()).ok).toBe(true);
    hubUrl = 'https://two.example';
    expect((await hub.listModels()).ok).toBe(true);
    expect(hub.endpoint).toBe('https://two.example');
    expect(asked).toEqual([
      ['https://one.example', 'Bearer hf_one'],
      ['https://two.example', undefined],
    ]);
  });
});
