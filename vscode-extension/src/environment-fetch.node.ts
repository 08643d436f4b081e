import { EnvHttpProxyAgent, fetch } from 'undici';
import type { EditorFetch } from './platform.ts';

const dispatcher = new EnvHttpProxyAgent();

/** A fetch that follows HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
export const environmentFetch: EditorFetch = (url, init = {}) =>
  fetch(url, { ...init, dispatcher });
