import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { python } from '../../../proof/steps/python.ts';
import { startAround, writeWorld } from '../harness/around.ts';
import { bundleHostTests, writeDriver } from '../harness/bundle.ts';
import { runInRemoteHost } from '../harness/host-run.ts';
import { installedExtension } from '../harness/package.ts';
import { tell } from '../harness/tell.ts';

const VALIDATE = `
import nbformat, sys
for path in sys.argv[1:]:
    nbformat.validate(nbformat.read(path, as_version=nbformat.NO_CONVERT))
`;

test('remote extension host', async (t) => {
  const around = await startAround(installedExtension().extensions);
  t.after(() => around.close());
  writeWorld(around, 'remote');
  const { home, folder } = around.workbench;
  const tests = await bundleHostTests(home);
  const run = await runInRemoteHost(around.browser, around.workbench, writeDriver(home), tests);
  await tell(t, 'Node host', run);

  // A choice of tests may have saved none.
  if (process.env['ALACARD_ONLY'] !== undefined) return;
  await t.test('Node host: every saved notebook is valid nbformat 4.5', () => {
    const saved = readdirSync(folder)
      .filter((name) => name.endsWith('.ipynb'))
      .map((name) => join(folder, name))
      .filter((path) => readFileSync(path, 'utf8').includes('"alacard"'));
    assert.ok(saved.length >= 2, `${saved.length} notebooks were saved`);
    execFileSync(python(), ['-c', VALIDATE, ...saved], { stdio: ['ignore', 'ignore', 'pipe'] });
  });
});
