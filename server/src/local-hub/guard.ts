import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from './reply.ts';

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', 'host.docker.internal']);

/** The name in a Host header, without its port. */
const nameOf = (host: string): string => host.replace(/:\d{1,5}$/, '').toLowerCase();

/**
 * True for the names of this machine and those that were allowed. A web page that has
 * its own name point at this machine (DNS rebinding) is told apart by it.
 */
export const isOwnHost = (host: string | undefined, allowed: readonly string[]): boolean =>
  host !== undefined && (LOCAL.has(nameOf(host)) || allowed.includes(nameOf(host)));

/** True for pages that this machine serves, and for VS Code's panels. */
export const isLocalPage = (origin: string): boolean =>
  /^vscode-webview:\/\/[\w-]{1,100}$/.test(origin) ||
  (URL.canParse(origin) && LOCAL.has(new URL(origin).hostname.toLowerCase()));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Who a caller is to a hub with one access token, or with none. Compared in constant
 * time; without a token of its own the hub takes no notice of those it is shown, since
 * clients send the one they have for the Hub to every endpoint.
 */
export const callerBy =
  (own: string | null) =>
  (token: string | null): Caller => {
    if (own === null) return 'granted';
    if (token === null) return 'anonymous';
    return timingSafeEqual(digest(token), digest(own)) ? 'granted' : 'refused';
  };
