/**
 * Opt-in: the tests of the extension host in desktop VS Code, `npm run
 * test:electron -w alacard-vscode [version]`. Downloads VS Code (about
 * 150 MB) from update.code.visualstudio.com unless ALACARD_CODE names a binary;
 * `npm test` never does. Needs a display (`xvfb-run` where there is none).
 */
import { runTests } from '@vscode/test-electron';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHub } from '../../jupyterlab-extension/ui-tests/harness/hub.ts';
import { curatedModels } from './harness/around.ts';
import { bundleHostTests } from './harness/bundle.ts';
import { startValve } from './harness/valve.ts';
import { QUIET } from './harness/workbench.ts';
import type { World } from './host/world-file.ts';

const home = mkdtempSync(join(tmpdir(), 'alacard-electron-'));
const folder = join(home, 'folder');
const user = join(home, 'data', 'User');
for (const path of [folder, user]) mkdirSync(path, { recursive: true });
const hub = await startHub(await curatedModels());
const valve = await startValve(hub.url);
try {
  const world: World = {
    hub: valve.url,
    host: 'remote',
    agrees: false,
    only: process.env['ALACARD_ONLY'] ?? null,
  };
  writeFileSync(join(folder, 'world.json'), JSON.stringify(world));
  const settings = { ...QUIET, 'alacard.hubUrl': valve.url };
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
  const local = process.env['ALACARD_CODE'];
  const version = process.argv[2];
  process.exitCode = await runTests({
    extensionDevelopmentPath: join(import.meta.dirname, '..'),
    extensionTestsPath: await bundleHostTests(home),
    launchArgs: [folder, '--user-data-dir', join(home, 'data'), '--disable-extensions'],
    ...(version === undefined ? {} : { version }),
    ...(local === undefined ? {} : { vscodeExecutablePath: local }),
  });
} finally {
  await valve.close();
  await hub.close();
  rmSync(home, { recursive: true, force: true });
}
