import { endpoints, type Endpoint } from '@alacard/core/sharing';

const addresses = Object.values<Endpoint>(endpoints).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:[a-z_]+/g, '[^/]+')}/?$`),
}));

/** The methods of an address of the API; none: there is nothing there. */
export function methodsOf(url: string): string[] {
  const path = url.split('?')[0] ?? '';
  const methods = new Set(
    addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method),
  );
  return methods.size === 0 ? [] : [...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
