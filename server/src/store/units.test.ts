import { describe, expect, it } from '@jest/globals';
import { ShareIdSchema } from '@alacard/core/sharing';
import { readConfig } from '../config.ts';
import { statements } from '../db/migrate.ts';
import { lockedCards } from '../http/routes-cards.ts';
import { html } from '../html.ts';
import { lines } from '../pages/pictures.ts';
import { ownPath } from '../pages/session.ts';
import { personId } from '../people/issuer.ts';
import { wordsOf } from '../search/index.ts';
import { newShareId, newUserCode } from './identifiers.ts';
import { searchQuery } from './lists.ts';
import { normalUserCode } from './people.ts';
import { shownScore } from './ranking.ts';
import { networkOf } from './visitors.ts';

describe('identifiers', () => {
  it('share ids fit their schema and use the whole alphabet evenly', () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 4000; i++) {
      const id = newShareId();
      expect(ShareIdSchema.safeParse(id).success).toBe(true);
      for (const char of id) seen.set(char, (seen.get(char) ?? 0) + 1);
    }
    expect(seen.size).toBe(57);
    const counts = [...seen.values()];
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.5);
  });
  it('user codes are read however they are typed', () => {
    const code = newUserCode();
    expect(code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
    expect(normalUserCode(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code);
  });
  it('subjects that are no UUIDs become one of their issuer', () => {
    const id = personId('https://a', 'auth0|1');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(personId('https://b', 'auth0|1')).not.toBe(id);
  });
});

describe('small parts', () => {
  it('escapes every value of a page', () => {
    const evil = `<script>"'&`;
    expect(html`<a title="${evil}">${[evil, html`<b>${evil}</b>`, null, false]}</a>`.text).toBe(
      '<a title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;<b>&lt;script&gt;&quot;&#39;&amp;</b></a>',
    );
  });
  it.each([
    ['203.0.113.9', '203.0.113'],
    ['::ffff:203.0.113.9', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:0'],
    ['2001:db8:1:ff02::1', '2001:db8:1:ff'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('network of %s', (ip, network) => expect(networkOf(ip)).toBe(network));
  it.each([
    ['/device?code=AB-CD', '/device?code=AB-CD'],
    ['//evil.example', '/dashboard'],
    ['/\\evil.example', '/dashboard'],
    ['https://evil.example', '/dashboard'],
    [undefined, '/dashboard'],
  ])('leads to own pages only: %s', (path, expected) => expect(ownPath(path)).toBe(expected));
  it('splits scripts into statements, not inside $$', () => {
    expect(statements('a (\n 1);\n-- c;\ndo $$ begin\n x;\nend\n$$;\nb;\n')).toHaveLength(3);
  });
  it('search words become a harmless query', () => {
    expect(searchQuery("Llama-3.2 'x' & !")).toBe("'llama':* & '3':* & '2':* & 'x':*");
    expect(searchQuery('!!')).toBeNull();
    expect(wordsOf('Qwen2.5-Coder ..x..')).toEqual(['qwen2.5', 'coder', 'x']);
  });
  it('shown scores halve in a half-life and never overflow', () => {
    expect(shownScore(10, 100, 10)).toBe(1);
    expect(shownScore(10, 110, 10)).toBe(0.5);
    expect(shownScore(0, 1e12, 1)).toBeCloseTo(0);
  });
  it('breaks long titles into lines', () => {
    expect(lines('a very long title 🍞 of a notebook', 10, 2)).toEqual(['a very', 'long titl…']);
    expect(lines('x'.repeat(25), 10, 3)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
  });
  it('locked cards', () => {
    expect(lockedCards(['topic=own words here', 'ui_component=chat'])).toMatchObject({
      topic: { own: 'own words here' },
      ui_component: 'chat',
    });
    expect(() => lockedCards(['difficulty=expert'])).toThrow('not a locked card');
  });
});

describe('readConfig', () => {
  it('names every wrong setting at once', () => {
    expect(() => readConfig({ port: 'x' }, { ALACARD_PUBLIC_URL: 'ftp://x' })).toThrow(
      /PORT[\s\S]*ALACARD_PUBLIC_URL/,
    );
  });
  it('takes Supabase as an issuer, and empty variables as none', () => {
    const config = readConfig(
      {},
      { SUPABASE_URL: 'https://p.supabase.co/', DATABASE_URL: '', XDG_DATA_HOME: '/x' },
    );
    expect(config.issuer).toEqual({
      issuer: 'https://p.supabase.co/auth/v1',
      jwksUrl: 'https://p.supabase.co/auth/v1/.well-known/jwks.json',
      audience: 'authenticated',
    });
    expect(config.database).toBeNull();
    expect(config.dataDir).toBe('/x/alacard-server');
  });
});
