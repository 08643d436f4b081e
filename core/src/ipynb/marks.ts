import { z } from 'zod';

/** What a notebook's metadata says about sharing. Files come from anybody: parsed before use. */

/** 12 characters without look-alikes; 69 bits, so an unlisted one is not found by guessing. */
export const ShareIdSchema = z
  .string()
  .regex(/^[2-9A-HJ-NP-Za-km-z]{12}$/, 'not a share id: expected 12 letters and digits');

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Address of a sharing server, without credentials, query, or a slash at the
 * end; null when it is none.
 */
export function serverAddress(text: string): string | null {
  if (text.length > 300 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.origin + url.pathname.replace(/(?<!\/)\/+$/, '');
}

/** True for servers whose links may be followed: https, or http on this machine. */
export function isSafeServer(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'https:' || LOOPBACK.test(hostname);
}

const ServerSchema = z.string().transform((text, context) => {
  const server = serverAddress(text);
  if (server === null) context.addIssue('not the address of a server');
  return server ?? z.NEVER;
});
const VersionSchema = z.number().int().positive();

/** `metadata.alacard.shared` of a notebook that was shared. */
export const SharedMarkSchema = z.strictObject({
  server: ServerSchema,
  share_id: ShareIdSchema,
  version: VersionSchema,
  /** Page of the shared notebook. */
  url: z.url({ protocol: /^https?$/ }),
});
export type SharedMark = z.infer<typeof SharedMarkSchema>;

const words = z.string().max(200).nullable();

/** `metadata.alacard.remix_of` of a notebook that is a remix: the parent as it was. */
export const RemixOfSchema = z.strictObject({
  server: ServerSchema,
  share_id: ShareIdSchema,
  version: VersionSchema,
  title: words,
  author: words,
  licence: words,
});
export type RemixOf = z.infer<typeof RemixOfSchema>;

/** Address of the page of a shared notebook. */
export const pageOf = ({ server, share_id }: Pick<RemixOf, 'server' | 'share_id'>): string =>
  `${server}/n/${share_id}`;

/** "“Title” by Author", as far as both are known. */
export const parentWords = ({ title, author }: Pick<RemixOf, 'title' | 'author'>): string =>
  `${title === null ? 'a private notebook' : `“${title}”`}${author === null ? '' : ` by ${author}`}`;
