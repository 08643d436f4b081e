import { DEFAULT_ENDPOINT } from '../hub/settings.ts';

/** Another Hub than the public one: a company's mirror, or a folder served on this machine. */
export interface Mirror {
  /** Address without a slash at the end, as `HF_ENDPOINT` wants it. */
  readonly url: string;
  /** Host and port where it is this machine alone, else null. */
  readonly here: readonly [host: string, port: number] | null;
}

const HERE = /^https?:\/\/(localhost|127\.0\.0\.1)(?::(\d{1,5}))?(?:\/|$)/i;

/** Null for the Hub's own address, and for one with a password in it, which no notebook may show. */
export function mirrorOf(hubUrl: string | undefined): Mirror | null {
  const url = (hubUrl ?? DEFAULT_ENDPOINT).replace(/(?<!\/)\/+$/, '');
  if (url === DEFAULT_ENDPOINT || !/^https?:\/\/[^@\s?#]+$/.test(url)) return null;
  const [, host, port] = HERE.exec(url) ?? [];
  return { url, here: host === undefined ? null : [host.toLowerCase(), Number(port ?? 80)] };
}
