import crypto from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jose from 'jose';

/**
 * A stand-in for Supabase Auth that keeps to the standards: ES256, JWKS, PKCE
 * code exchange, refresh. It is not Supabase.
 */
export interface StandIn {
  readonly url: string;
  readonly issuer: string;
  /** Requests so far, by path. */
  readonly hits: Map<string, number>;
  /** A signed access token; every field can be forged. */
  mint(given?: Forged): Promise<string>;
  close(): Promise<void>;
}
export interface Forged {
  readonly sub?: string;
  readonly name?: string;
  readonly exp?: string | number;
  readonly kid?: string;
  readonly iss?: string;
  readonly aud?: string;
  readonly alg?: string;
  readonly key?: jose.CryptoKey | Uint8Array;
  /** Claims beside the usual ones. */
  readonly claims?: jose.JWTPayload;
}

export const ALICE = '11111111-1111-4111-8111-111111111111';
export const BOB = '22222222-2222-4222-8222-222222222222';
export const OPERATOR = '33333333-3333-4333-8333-333333333333';

export async function startIssuer(): Promise<StandIn> {
  const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await jose.exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, string>();
  const hits = new Map<string, number>();
  const standIn = { url: '', issuer: '' };

  const mint = ({
    sub = ALICE,
    name = 'alice',
    exp = '1h',
    kid = 'k1',
    iss = standIn.issuer,
    aud = 'authenticated',
    alg = 'ES256',
    key = privateKey,
    claims = {},
  }: Forged = {}): Promise<string> =>
    new jose.SignJWT({
      role: 'authenticated',
      email: 'a@b.example',
      session_id: crypto.randomUUID(),
      user_metadata: { user_name: name },
      ...claims,
    })
      .setProtectedHeader({ alg, kid, typ: 'JWT' })
      .setSubject(sub)
      .setIssuer(iss)
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(key);
  const session = async (): Promise<object> => ({
    access_token: await mint(),
    token_type: 'bearer',
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    refresh_token: crypto.randomBytes(9).toString('base64url'),
    user: {
      id: ALICE,
      aud: 'authenticated',
      role: 'authenticated',
      email: 'a@b.example',
      app_metadata: {},
      user_metadata: { user_name: 'alice' },
      created_at: new Date().toISOString(),
    },
  });

  const server = http.createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', standIn.url);
      hits.set(url.pathname, (hits.get(url.pathname) ?? 0) + 1);
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const json = (answer: unknown, status = 200): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      };
      if (url.pathname === '/auth/v1/.well-known/jwks.json') return json({ keys: [jwk] });
      if (url.pathname === '/auth/v1/authorize') {
        const code = crypto.randomUUID();
        codes.set(code, url.searchParams.get('code_challenge') ?? '');
        const back = new URL(url.searchParams.get('redirect_to') ?? '');
        back.searchParams.set('code', code);
        response.writeHead(302, { location: back.href });
        return response.end();
      }
      if (url.pathname === '/auth/v1/token') {
        if (url.searchParams.get('grant_type') === 'refresh_token') return json(await session());
        const { auth_code: code, code_verifier: verifier } = JSON.parse(body) as Record<
          string,
          string
        >;
        const challenge = codes.get(code ?? '');
        codes.delete(code ?? '');
        const made = crypto
          .createHash('sha256')
          .update(verifier ?? '')
          .digest('base64url');
        if (!challenge || made !== challenge) {
          return json(
            { code: 400, error_code: 'bad_code_verifier', msg: 'code challenge does not match' },
            400,
          );
        }
        return json(await session());
      }
      if (url.pathname.startsWith('/auth/v1/admin/users/')) {
        if (request.method === 'DELETE')
          hits.set('deleted users', (hits.get('deleted users') ?? 0) + 1);
        return json({
          id: url.pathname.split('/').at(-1),
          aud: 'authenticated',
          app_metadata: {},
          user_metadata: {},
          created_at: new Date().toISOString(),
        });
      }
      if (url.pathname === '/auth/v1/logout') {
        response.writeHead(204);
        return response.end();
      }
      json({ msg: 'not found' }, 404);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.issuer = `${standIn.url}/auth/v1`;
  return {
    url: standIn.url,
    issuer: standIn.issuer,
    hits,
    mint,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
