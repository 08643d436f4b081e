import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfig } from './config.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const guide = read('docs/self-hosting.md');

describe('the guide to running a server', () => {
  it('names only commands that there are', () => {
    const known = [...read('server/src/main.ts').matchAll(/\.command\('([a-z-]+)/g)].map(
      ([, name]) => name,
    );
    const used = [
      ...guide.matchAll(/alacard-server\.mjs(?: --(?:data-dir|host|port) \S+)* ([a-z][a-z-]+)/g),
    ].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names every setting, and none that is not read', () => {
    const settings = (text: string): string[] => [
      ...new Set(text.match(/\b(?:ALACARD|SUPABASE)_[A-Z]+(?:_[A-Z]+)*\b/g)),
    ];
    const known = settings(read('server/src/config.ts'));
    const told = settings(guide);
    expect(known.filter((name) => !told.includes(name))).toEqual([]);
    // The one of compose.yaml alone.
    expect(told.filter((name) => !known.includes(name))).toEqual(['ALACARD_LISTEN']);
  });

  it('sends nobody to a package that is not on npm', () => {
    for (const file of ['docs/self-hosting.md', 'docs/command-line.md', 'server/README.md'])
      expect(read(file)).not.toMatch(/npx (?:alacard-server|@alacard\/)/);
  });
});

describe('compose.yaml', () => {
  const { services } = parse(read('server/compose.yaml')) as {
    services: Record<
      string,
      {
        restart?: string;
        deploy?: unknown;
        depends_on?: unknown;
        healthcheck?: { test: unknown[] };
      }
    >;
  };

  it('asks for health by words alone: a colon and a blank would make a table of them', () => {
    const asked = Object.values(services).flatMap(({ healthcheck }) => healthcheck?.test ?? []);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((word) => typeof word !== 'string')).toEqual([]);
  });

  it('finds a server well that is ready, and only then', async () => {
    const script = String(services['server']?.healthcheck?.test.at(-1));
    for (const [status, code] of [
      [200, 0],
      [503, 1],
    ] as const) {
      const server = http.createServer((_, answer) => answer.writeHead(status).end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const child = spawn(process.execPath, ['-e', script.replace('8787', String(port))]);
      const ended = await new Promise((resolve) => child.once('exit', resolve));
      server.close();
      expect([status, ended]).toEqual([status, code]);
    }
  });

  it('starts everything again, bounds it, and sends people to servers that are ready', () => {
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.restart]).toEqual([name, 'unless-stopped']);
      expect(service.deploy).toMatchObject({
        resources: { limits: { memory: expect.anything() } },
      });
    }
    expect(services['proxy']?.depends_on).toEqual({ server: { condition: 'service_healthy' } });
  });

  it('takes secrets that make a valid configuration, whatever is in the password', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alacard-env-'));
    const file = path.join(folder, '.env');
    const script = path.join(root, 'server/scripts/make-env.sh');
    execFileSync(script, [file], { stdio: 'ignore' });
    expect(fs.statSync(file).mode & 0o077).toBe(0);
    const made = Object.fromEntries(
      fs
        .readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const { DATABASE_URL } = (services['server'] as { environment: Record<string, string> })
      .environment;
    expect(DATABASE_URL).not.toContain('POSTGRES_PASSWORD');
    expect(() => readConfig({}, { ...made, DATABASE_URL })).not.toThrow();
    expect(spawnSync(script, [file]).status).toBe(1);
    fs.rmSync(folder, { recursive: true });
  });
});
