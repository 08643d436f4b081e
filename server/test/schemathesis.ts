import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

/** Made by `npm test` from schemathesis/requirements.txt. */
const PROGRAM =
  process.env['ALACARD_SCHEMATHESIS'] ??
  path.join(import.meta.dirname, '../../.tools/schemathesis/bin/schemathesis');
const CONFIG = path.join(import.meta.dirname, 'schemathesis/schemathesis.toml');
/** These take away what the others need: they have their turn when the others are done. */
const ENDINGS = ['delete', 'deleteMe'];

/**
 * Somebody else's judge of the API: does it keep what the OpenAPI document promises? As many
 * requests as fit in the time, from the same seed (ALACARD_SEED: another); a 500 is a failure.
 */
export async function schemathesisSuite(t: Checks): Promise<void> {
  if (!fs.existsSync(PROGRAM))
    return t.skip('schemathesis', `not installed at ${PROGRAM}; npm test installs it`);
  const seed = process.env['ALACARD_SEED'];
  const standIn = await startIssuer();
  const w = await createWorld(standIn);
  try {
    const { share_id } = await w.share({ as: w.operator });
    const judge = (seconds: number, selection: readonly string[]): Promise<void> =>
      run(
        [
          '--config-file',
          CONFIG,
          'run',
          `${w.url}/api/docs/openapi.json`,
          ...(seed === undefined ? [] : ['--seed', seed]),
          ...['--max-time', String(seconds), '--max-examples', '20', ...selection],
        ],
        { ALACARD_TOKEN: w.tokens.operator, ALACARD_SHARE_ID: share_id },
      );
    await t.check('the document keeps what it promises', () =>
      judge(
        60,
        ENDINGS.flatMap((name) => ['--exclude-operation-id', name]),
      ),
    );
    await t.check('so do the endings', () =>
      judge(
        // They end by themselves; the bound is for a machine that is busy with other things.
        60,
        ENDINGS.flatMap((name) => ['--include-operation-id', name]),
      ),
    );
  } finally {
    await w.stop();
    await standIn.close();
  }
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  // It leaves a cache where it runs.
  const { dir, remove } = temporaryFolder();
  return new Promise<void>((resolve, reject) => {
    const child = spawn(PROGRAM, args, {
      cwd: dir,
      env: { ...process.env, ...env, NO_COLOR: '1', PYTHONUTF8: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (data: Buffer): void => {
      said += data.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      try {
        const cases = /(\d+) generated/.exec(said)?.[1];
        console.log(`   ${cases ?? 'no'} requests by schemathesis`);
        assert.ok(Number(cases ?? 0) > 0, `schemathesis asked nothing:\n${said.slice(-4000)}`);
        if (code !== 0) console.log(findings(said));
        assert.equal(code, 0, 'schemathesis found what stands above');
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  }).finally(remove);
}

/** The part of the report a person reads first. */
function findings(said: string): string {
  const at = said.search(/^=+ FAILURES|^=+ ERRORS/m);
  return at < 0 ? said.slice(-6000) : said.slice(at, at + 20_000);
}
