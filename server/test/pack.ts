import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createSharing } from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { sleep, temporaryFolder, value, type Checks } from './harness.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const windows = process.platform === 'win32';

/** What npm makes of the server and the core, as somebody has it who never saw this repository. */
export async function packSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const home = path.join(dir, 'home');
  const data = path.join(dir, 'data');
  fs.mkdirSync(home);
  const npm = (cwd: string, ...args: string[]): string => {
    const done = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
      cwd,
      encoding: 'utf8',
      shell: windows,
      env: { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' },
    });
    assert.equal(done.status, 0, `npm ${args.join(' ')}\n${done.stderr.slice(-2000)}`);
    return done.stdout;
  };
  try {
    const installed = path.join(home, 'node_modules/@alacard/server');
    await t.check('npm pack, installed in an empty folder', () => {
      const files = ['core', 'server'].map((name) => {
        const [made] = JSON.parse(
          npm(
            path.join(ROOT, name),
            'pack',
            '--json',
            '--ignore-scripts',
            '--pack-destination',
            dir,
          ),
        ) as { filename: string }[];
        return path.join(dir, made?.filename ?? '');
      });
      fs.writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
      npm(home, 'install', '--omit=dev', '--prefer-offline', '--no-package-lock', ...files);
      for (const file of ['LICENSE', 'README.md', 'migrations/0001_sharing.sql'])
        assert.ok(fs.existsSync(path.join(installed, file)), file);
      assert.ok(!fs.existsSync(path.join(installed, 'src')), 'no sources');
    });
    await t.check('alacard-server serves, shares, and stops gracefully', async () => {
      const child = spawn(
        process.execPath,
        [path.join(installed, 'bin/alacard-server.mjs'), '--port', '0', '--data-dir', data],
        { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_PATH: '' } },
      );
      let said = '';
      const hear = (text: Buffer): void => {
        said += text.toString();
      };
      child.stderr.on('data', hear);
      child.stdout.on('data', hear);
      const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
      try {
        const url = await addressIn(() => said, child);
        const health = (await (await fetch(`${url}/health`)).json()) as { database: string };
        assert.equal(health.database, 'pglite');
        const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
        assert.match(page, /id="table"/);
        const script = /src="([^"]*home\.js[^"]*)"/.exec(page)?.[1];
        assert.ok(script !== undefined, 'the page loads the card panel');
        const panel = await fetch(new URL(script, url));
        assert.equal(panel.status, 200);
        assert.match(await panel.text(), /alacard-card/);
        const sharing = createSharing({ fetch, baseUrl: url });
        const shared = value(
          await sharing.call('publish', {
            body: { title: 'From a package', ipynb: ipynbOf(), recipe: recipeOf() },
          }),
        );
        assert.equal((await fetch(shared.notebook_url)).status, 200);
        const preview = await fetch(`${shared.notebook_url}/preview.png`);
        assert.equal(preview.headers.get('content-type'), 'image/png');
      } finally {
        child.kill('SIGTERM');
      }
      assert.equal(await gone, 0, said.slice(-2000));
      const dumps = fs.readdirSync(path.join(data, 'dumps'));
      assert.equal(
        dumps.filter((name) => name.endsWith('.jsonl.gz')).length,
        1,
        `a dump for next time: ${dumps.join(', ')}`,
      );
    });
  } finally {
    remove();
  }
}

async function addressIn(
  said: () => string,
  child: { readonly exitCode: number | null },
): Promise<string> {
  for (let wait = 0; wait < 600; wait++) {
    const found = /Alacard server at (\S+)/.exec(said())?.[1];
    if (found !== undefined) return found;
    assert.equal(child.exitCode, null, said().slice(-2000));
    await sleep(100);
  }
  return assert.fail(`no address after a minute:\n${said().slice(-2000)}`);
}
