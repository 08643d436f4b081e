import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';
import { ownerTokenOf } from './people/owner.ts';
import { newToken } from './store/identifiers.ts';
import { createKeyring, type Keyring, parseKeys } from './store/keyring.ts';

/** What only this server may know. */
export interface Secrets {
  readonly secret: Uint8Array;
  readonly keyring: Keyring;
  readonly ownerToken: string | null;
}

/** Reads a file, or makes it (only readable by its owner) when it is not there. */
function keep(file: string, make: () => string): string {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const text = make();
    fs.writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return text;
  }
}

/** Without accounts the owner has one: kept beside the data, or made of the secret all servers share. */
const ownerToken = (config: Config, file: string): string =>
  config.database === null || config.secret === null
    ? keep(file, () => newToken('owner'))
    : ownerTokenOf(config.secret);

/**
 * By environment; on a laptop, made once and kept beside the data. Servers on a
 * PostgreSQL of their own share a database, so there the secrets must be given.
 */
export function readSecrets(config: Config): Secrets {
  if (config.database !== null && (config.secret === null || config.keys === null)) {
    throw new Error(
      'With DATABASE_URL, set ALACARD_SECRET (32 characters or more) and ALACARD_KEYS ("k1:" and 32 bytes as base64): all servers of a database need the same ones. Make them with: openssl rand -base64 32',
    );
  }
  const file = (name: string): string => path.join(config.dataDir, name);
  const random = (): string => crypto.randomBytes(32).toString('base64');
  const keys = config.keys ?? keep(file('keys'), () => `k1:${random()}`);
  return {
    secret: Buffer.from(config.secret ?? keep(file('secret'), random)),
    keyring: createKeyring(parseKeys(keys)),
    ownerToken: config.issuer === null ? ownerToken(config, file('owner-token')) : null,
  };
}
