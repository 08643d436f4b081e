import { describe, expect, it } from '@jest/globals';
import { hubFetch } from './hub-fetch.ts';

const HUB = 'https://hub.example';
const SERVER = 'https://alacard.example';

interface Asked {
  readonly url: string;
  readonly headers: Headers;
}

/** A network in which the hosts of `dead` cannot be reached. */
function network(...dead: string[]): { asked: Asked[]; direct: typeof fetch } {
  const asked: Asked[] = [];
  return {
    asked,
    direct: async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      asked.push({ url, headers: new Headers(init?.headers) });
      if (dead.some((host) => url.startsWith(host))) throw new TypeError('Failed to fetch');
      return new Response('[]');
    },
  };
}

const withToken = { headers: { authorization: 'Bearer hf_secret' } };

describe('the fetch for the Hub', () => {
  it('asks the Hub itself, and only the Hub, while it can be reached', async () => {
    const { asked, direct } = network();
    await hubFetch(HUB, SERVER, direct)(`${HUB}/api/models?search=a`, withToken);
    expect(asked.map(({ url }) => url)).toEqual([`${HUB}/api/models?search=a`]);
  });

  it('asks the sharing server when the page may not reach the Hub, without the token', async () => {
    const { asked, direct } = network(HUB);
    await hubFetch(HUB, SERVER, direct)(`${HUB}/api/models?search=a`, withToken);
    expect(asked[1]?.url).toBe(`${SERVER}/hub/api/models?search=a`);
    expect(asked[1]?.headers.get('authorization')).toBeNull();
  });

  it('gives the error on when there is no server, or it is out of reach as well', async () => {
    const alone = network(HUB);
    await expect(hubFetch(HUB, '', alone.direct)(`${HUB}/api/models`)).rejects.toThrow(TypeError);
    const both = network(HUB, SERVER);
    await expect(hubFetch(HUB, SERVER, both.direct)(`${HUB}/x`)).rejects.toThrow(TypeError);
  });

  it('passes a cancellation on and asks nobody else', async () => {
    const { asked } = network();
    const direct: typeof fetch = async () => {
      throw new DOMException('Cancelled.', 'AbortError');
    };
    await expect(hubFetch(HUB, SERVER, direct)(`${HUB}/x`)).rejects.toThrow('Cancelled.');
    expect(asked).toEqual([]);
  });

  it('never sends requests to other hosts through the server', async () => {
    const { asked, direct } = network('https://other.example');
    const other = hubFetch(HUB, SERVER, direct)('https://other.example/hub.example/');
    await expect(other).rejects.toThrow(TypeError);
    expect(asked).toHaveLength(1);
  });
});
