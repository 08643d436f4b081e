import { test } from 'node:test';
import { startAround, writeWorld } from '../harness/around.ts';
import { bundleHostTests } from '../harness/bundle.ts';
import { runInWebHost } from '../harness/host-run.ts';
import { installedExtension } from '../harness/package.ts';
import { tell } from '../harness/tell.ts';

test('web-worker extension host', async (t) => {
  // Not installed beside the server: there its entry point for Node would be taken.
  const around = await startAround();
  t.after(() => around.close());
  writeWorld(around, 'web');
  const tests = await bundleHostTests(around.workbench.home);
  const { folder } = installedExtension();
  const run = await runInWebHost(around.browser, around.workbench, folder, tests);
  await tell(t, 'web host', run);
});
