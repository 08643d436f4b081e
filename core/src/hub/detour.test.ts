import { describe, expect, it } from '@jest/globals';
import { withDetour } from './detour.ts';
import type { HubFetch } from './platform.ts';

const HUB = 'https://hub.example';
const SERVER = 'https://alacard.example';

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A network in which the hosts of `dead` cannot be reached. */
function network(...dead: string[]): { asked: Asked[]; direct: HubFetch } {
  const asked: Asked[] = [];
  return {
    asked,
    direct: async (url, init) => {
      asked.push({ url, headers: init?.headers ?? {} });
      if (dead.some((host) => url.startsWith(host))) throw new TypeError('Failed to fetch');
      return new Response('[]');
    },
  };
}

const withToken = { headers: { accept: 'application/json', authorization: 'Bearer hf_secret' } };

describe('the way round to the Hub', () => {
  it('is not taken while the Hub can be reached', async () => {
    const { asked, direct } = network();
    await withDetour(HUB, SERVER, direct)(`${HUB}/api/models?search=a`, withToken);
    expect(asked).toEqual([{ url: `${HUB}/api/models?search=a`, ...withToken }]);
  });

  it('leads through the sharing server, without the token', async () => {
    const { asked, direct } = network(HUB);
    await withDetour(HUB, SERVER, direct)(`${HUB}/api/models?search=a`, withToken);
    expect(asked[1]).toEqual({
      url: `${SERVER}/hub/api/models?search=a`,
      headers: { accept: 'application/json' },
    });
  });

  it('gives the error on when there is no server, or it is out of reach as well', async () => {
    const alone = network(HUB);
    await expect(withDetour(HUB, '', alone.direct)(`${HUB}/api/models`)).rejects.toThrow(TypeError);
    const both = network(HUB, SERVER);
    await expect(withDetour(HUB, SERVER, both.direct)(`${HUB}/x`)).rejects.toThrow(TypeError);
  });

  it('passes a cancellation on and asks nobody else', async () => {
    let count = 0;
    const direct: HubFetch = async () => {
      count += 1;
      throw new DOMException('Cancelled.', 'AbortError');
    };
    await expect(withDetour(HUB, SERVER, direct)(`${HUB}/x`)).rejects.toThrow('Cancelled.');
    expect(count).toBe(1);
  });

  it('never sends requests to other hosts through the server', async () => {
    const { asked, direct } = network('https://other.example');
    const other = withDetour(HUB, SERVER, direct)('https://other.example/hub.example/');
    await expect(other).rejects.toThrow(TypeError);
    expect(asked).toHaveLength(1);
  });
});
