import os from 'node:os';
import path from 'node:path';
import { hubSettings } from '@alacard/core';
import { z } from 'zod';
import type { Quotas } from './store/quotas.ts';

/** Everything that can be set, by environment; flags of the command line win. */
const text = z.string().trim().min(1).optional();
const address = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''))
  .optional();

const EnvironmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().default('127.0.0.1'),
  ALACARD_DATA_DIR: text,
  /** Address people see; default: host and port. */
  ALACARD_PUBLIC_URL: address,
  /** A second registrable domain that shows rendered notebooks, pointing at this server too. */
  ALACARD_FRAME_URL: address,
  /** `members`: nothing is shown to people who are not signed in. */
  ALACARD_ACCESS: z.enum(['public', 'members']).default('public'),
  DATABASE_URL: text,
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: text,
  ALACARD_SECRET: z.string().min(32).optional(),
  ALACARD_KEYS: text,
  /** Any issuer with a JWKS; Supabase: `https://<project>.supabase.co/auth/v1`. */
  ALACARD_ISSUER: address,
  ALACARD_JWKS_URL: address,
  ALACARD_AUDIENCE: z.string().default('authenticated'),
  SUPABASE_URL: address,
  SUPABASE_PUBLISHABLE_KEY: text,
  SUPABASE_SECRET_KEY: text,
  /** Sign-in provider of Supabase Auth that the web pages offer. */
  SUPABASE_PROVIDER: z.string().default('github'),
  /** Subjects of people who may decide reports and give badges, separated by commas. */
  ALACARD_OPERATORS: z.string().default(''),
  /** Where security problems are reported: `mailto:…` or `https://…`. */
  ALACARD_SECURITY_CONTACT: z
    .string()
    .regex(/^(?:mailto:|https:\/\/)[^\s<>"]{3,200}$/, 'expected mailto:… or https://…')
    .optional(),
  ALACARD_METRICS_TOKEN: text,
  /** A port of 127.0.0.1 alone that answers `/metrics` to whoever is on this machine. */
  ALACARD_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Addresses of proxies whose X-Forwarded-For is believed, separated by commas. */
  ALACARD_TRUST_PROXY: text,
  /** Origins of web pages that may call the API, separated by commas; `*` for all. */
  ALACARD_ORIGINS: text,
  ALACARD_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ALACARD_ANONYMOUS_PER_HOUR: z.coerce.number().int().min(1).default(100),
  ALACARD_SIGNED_IN_PER_HOUR: z.coerce.number().int().min(1).default(1000),
  /** Quotas; 0: none. */
  ALACARD_PERSON_MB: z.coerce.number().min(0).default(10_240),
  ALACARD_PERSON_NOTEBOOKS: z.coerce.number().int().min(0).default(10_000),
  ALACARD_ADDRESS_MB_PER_DAY: z.coerce.number().min(0).default(2048),
  ALACARD_VERSIONS: z.coerce.number().int().min(0).default(1000),
  ALACARD_SERVER_GB: z.coerce.number().min(0).default(0),
  /** Days that a notebook of nobody stays after it was last changed; 0: for ever. */
  ALACARD_ANONYMOUS_DAYS: z.coerce.number().int().min(0).default(0),
  /** Hours between two dumps of the embedded database; 0: only when it stops. */
  ALACARD_DUMP_HOURS: z.coerce.number().min(0).default(24),
  /** Seconds to go on answering after SIGTERM, while /readyz sends new requests elsewhere. Default: 5 with DATABASE_URL, else 0. */
  ALACARD_DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional(),
  XDG_DATA_HOME: text,
});

export interface Flags {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly dataDir?: string | undefined;
  /** Only for the command that serves. */
  readonly seed?: boolean | undefined;
}

export interface Issuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly publicUrl: string | null;
  readonly frameUrl: string | null;
  readonly database: { readonly url: string; readonly connections: number } | null;
  /** Reading, too, needs signing in. */
  readonly membersOnly: boolean;
  readonly redisUrl: string | null;
  /** The Hub that browsers are helped to reach. */
  readonly hub: { readonly endpoint: string; readonly offline: boolean };
  readonly secret: string | null;
  readonly keys: string | null;
  readonly issuer: Issuer | null;
  readonly supabase: {
    readonly url: string;
    readonly publishableKey: string;
    readonly secretKey: string | null;
    readonly provider: string;
  } | null;
  readonly operators: readonly string[];
  readonly securityContact: string | null;
  readonly metricsToken: string | null;
  readonly metricsPort: number | null;
  readonly trustProxy: string | null;
  readonly origins: readonly string[] | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly perHour: { readonly anonymous: number; readonly signedIn: number };
  readonly dumpHours: number;
  readonly drainSeconds: number;
  readonly quotas: Quotas;
  readonly anonymousDays: number;
}

const list = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Reads the settings. Throws one Error that names every wrong one. */
export function readConfig(
  flags: Flags = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  // An empty variable (compose files make them) is none.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = EnvironmentSchema.safeParse({
    ...given,
    ...(flags.port === undefined ? {} : { PORT: flags.port }),
    ...(flags.host === undefined ? {} : { HOST: flags.host }),
  });
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The settings are not valid.\n  ${issues.join('\n  ')}`);
  }
  const env = parsed.data;
  const { endpoint, offline } = hubSettings(environment);
  const home = env.XDG_DATA_HOME ?? path.join(os.homedir(), '.local', 'share');
  const issuer =
    env.ALACARD_ISSUER ?? (env.SUPABASE_URL ? `${env.SUPABASE_URL}/auth/v1` : undefined);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(
      flags.dataDir ?? env.ALACARD_DATA_DIR ?? path.join(home, 'alacard-server'),
    ),
    publicUrl: env.ALACARD_PUBLIC_URL ?? null,
    // A second domain has no session to show a member's notebooks with.
    frameUrl: env.ALACARD_ACCESS === 'members' ? null : (env.ALACARD_FRAME_URL ?? null),
    membersOnly: env.ALACARD_ACCESS === 'members',
    database:
      env.DATABASE_URL === undefined
        ? null
        : { url: env.DATABASE_URL, connections: env.DATABASE_CONNECTIONS },
    redisUrl: env.REDIS_URL ?? null,
    hub: { endpoint, offline },
    secret: env.ALACARD_SECRET ?? null,
    keys: env.ALACARD_KEYS ?? null,
    issuer:
      issuer === undefined
        ? null
        : {
            issuer,
            jwksUrl: env.ALACARD_JWKS_URL ?? `${issuer}/.well-known/jwks.json`,
            audience: env.ALACARD_AUDIENCE,
          },
    supabase:
      env.SUPABASE_URL === undefined || env.SUPABASE_PUBLISHABLE_KEY === undefined
        ? null
        : {
            url: env.SUPABASE_URL,
            publishableKey: env.SUPABASE_PUBLISHABLE_KEY,
            secretKey: env.SUPABASE_SECRET_KEY ?? null,
            provider: env.SUPABASE_PROVIDER,
          },
    operators: list(env.ALACARD_OPERATORS),
    securityContact: env.ALACARD_SECURITY_CONTACT ?? null,
    metricsToken: env.ALACARD_METRICS_TOKEN ?? null,
    metricsPort: env.ALACARD_METRICS_PORT ?? null,
    trustProxy: env.ALACARD_TRUST_PROXY ?? null,
    origins: env.ALACARD_ORIGINS === undefined ? null : list(env.ALACARD_ORIGINS),
    logLevel: env.ALACARD_LOG,
    perHour: {
      anonymous: env.ALACARD_ANONYMOUS_PER_HOUR,
      signedIn: env.ALACARD_SIGNED_IN_PER_HOUR,
    },
    dumpHours: env.ALACARD_DUMP_HOURS,
    drainSeconds: env.ALACARD_DRAIN_SECONDS ?? (env.DATABASE_URL === undefined ? 0 : 5),
    quotas: {
      personBytes: env.ALACARD_PERSON_MB * 1024 ** 2,
      personNotebooks: env.ALACARD_PERSON_NOTEBOOKS,
      addressBytes: env.ALACARD_ADDRESS_MB_PER_DAY * 1024 ** 2,
      versions: env.ALACARD_VERSIONS,
      serverBytes: env.ALACARD_SERVER_GB * 1024 ** 3,
    },
    anonymousDays: env.ALACARD_ANONYMOUS_DAYS,
  };
}
