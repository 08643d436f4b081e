import { layers } from './layers.ts';
import { Checks } from './harness.ts';

/** `node --conditions=source test/run.ts [--only api-pglite,hostile]`: layers that need real databases. */
const at = process.argv.indexOf('--only');
const only = at < 0 ? null : (process.argv[at + 1] ?? '').split(',');
const t = new Checks();
// One that nobody listens to is somebody's mistake: it fails the run, and the other checks still run.
process.on('unhandledRejection', (error) => {
  t.failed++;
  console.log(
    `FAIL a promise failed while nobody listened: ${String(error instanceof Error ? error.stack : error)}`,
  );
});
for (const { name, run } of layers) {
  if (only !== null && !only.some((wanted) => name.startsWith(wanted))) continue;
  t.layer(name);
  const started = performance.now();
  const before = t.passed;
  await t.check(`${name} starts and ends`, () => run(t));
  console.log(
    `   ${t.passed - before} passed in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
console.log(t.summary());
process.exit(t.failed > 0 || t.passed === 0 ? 1 : 0);
