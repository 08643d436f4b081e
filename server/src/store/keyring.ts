import crypto from 'node:crypto';
import zlib from 'node:zlib';

/**
 * Envelope encryption for private notebooks: a random key a notebook, wrapped
 * by a master key that is named by its id. AES-256-GCM; gzip before; the place
 * a blob belongs to is authenticated, so it cannot be moved to another row.
 */
export interface Keyring {
  /** Id of the master key new notebooks are wrapped by. */
  readonly current: string;
  /** Whether a master key of this id is here. */
  has(keyId: string): boolean;
  /** A fresh notebook key. */
  newKey(place: string): NotebookKey;
  /** The key of a notebook, unwrapped. */
  openKey(keyId: string, wrapped: Uint8Array, place: string): NotebookKey;
}

export interface NotebookKey {
  readonly keyId: string;
  /** The notebook key under the master key: what is stored. 60 bytes. */
  readonly wrapped: Uint8Array;
  seal(text: string, place: string): Uint8Array;
  open(sealed: Uint8Array, place: string): string;
  /** The same for what is packed already: megabytes take milliseconds. */
  sealBytes(plain: Uint8Array, place: string): Buffer;
  openBytes(sealed: Uint8Array, place: string): Buffer;
  /** The same notebook key under another master key: blobs stay as they are. */
  rewrap(): NotebookKey;
}

/** A notebook cannot be opened until its operator puts the key back. Nothing of it is lost. */
export class MissingKey extends Error {
  constructor(keyId: string) {
    super(
      `This private notebook is sealed with key "${keyId}", which this server was not given (ALACARD_KEYS). It is kept; its operator has to put the key back.`,
    );
    this.name = 'MissingKey';
  }
}

const IV = 12;
const TAG = 16;

function encrypt(key: Uint8Array, plain: Uint8Array, place: string): Buffer {
  const iv = crypto.randomBytes(IV);
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  const decipher = crypto.createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
}

/**
 * @param keys master keys by id, 32 bytes each; the first one is the current one
 */
export function createKeyring(keys: ReadonlyMap<string, Uint8Array>): Keyring {
  const [current] = keys.keys();
  if (current === undefined) throw new Error('a keyring needs at least one key');
  for (const [id, key] of keys) {
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id)) throw new Error(`"${id}" is not a key id`);
    if (key.length !== 32) throw new Error(`key "${id}" has ${key.length} bytes instead of 32`);
  }
  const master = (id: string): Uint8Array => {
    const key = keys.get(id);
    if (key === undefined) {
      throw new MissingKey(id);
    }
    return key;
  };
  const wrap = (key: Buffer, place: string): NotebookKey => ({
    keyId: current,
    wrapped: encrypt(master(current), key, `key|${place}`),
    ...operations(key, place),
  });
  const operations = (key: Buffer, home: string): Omit<NotebookKey, 'keyId' | 'wrapped'> => ({
    seal: (text, place) => encrypt(key, zlib.gzipSync(text, { level: 1 }), `${home}|${place}`),
    sealBytes: (plain, place) => encrypt(key, plain, `${home}|${place}`),
    openBytes: (sealed, place) => decrypt(key, sealed, `${home}|${place}`),
    open: (sealed, place) =>
      zlib.gunzipSync(decrypt(key, sealed, `${home}|${place}`)).toString('utf8'),
    rewrap: () => wrap(key, home),
  });
  return {
    current,
    has: (keyId) => keys.has(keyId),
    newKey: (place) => wrap(crypto.randomBytes(32), place),
    openKey(keyId, wrapped, place) {
      const key = decrypt(master(keyId), wrapped, `key|${place}`);
      return { keyId, wrapped, ...operations(key, place) };
    },
  };
}

/** Reads `id:base64,id:base64` (ALACARD_KEYS). */
export function parseKeys(text: string): Map<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  for (const part of text.split(',').filter(Boolean)) {
    const [, id, value] = /^\s*([A-Za-z0-9_-]+):([A-Za-z0-9+/_-]+=*)\s*$/.exec(part) ?? [];
    if (id === undefined || value === undefined) {
      throw new Error('ALACARD_KEYS must be "id:base64 key", several separated by commas');
    }
    keys.set(id, Buffer.from(value, 'base64'));
  }
  return keys;
}
