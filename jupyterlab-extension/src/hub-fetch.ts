/**
 * The page's fetch for the Hub. When the page may not reach the Hub (no network
 * from the browser, a policy that forbids other origins), the same question
 * goes to the sharing server, which passes it on below `/hub`. The access token
 * stays here: the server is asked without it.
 */
export function hubFetch(
  hubUrl: string,
  serverUrl: string,
  direct: typeof fetch = (input, init) => fetch(input, init),
): typeof fetch {
  if (serverUrl === '') return direct;
  return async (input, init) => {
    try {
      return await direct(input, init);
    } catch (error) {
      const url = String(input instanceof Request ? input.url : input);
      // Browsers report a forbidden or failed request as a TypeError; an abort is the caller's wish.
      if (!(error instanceof TypeError) || !url.startsWith(`${hubUrl}/`)) throw error;
      const headers = new Headers(init?.headers);
      headers.delete('authorization');
      return direct(`${serverUrl}/hub${url.slice(hubUrl.length)}`, { ...init, headers });
    }
  };
}
