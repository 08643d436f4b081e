/**
 * `npm test`: installs what the tests need and runs every layer. Closes with
 * `N passed, N failed, N skipped`; each skipped layer is named with its reason.
 * `npm test -- --only unit,lint` runs some of them.
 */
import { underNewNode } from './lib/node.mjs';

await underNewNode();

const { installPackages, build } = await import('./lib/packages.mjs');
const { installJupyter, installProof, python } = await import('./lib/python.mjs');
const { LAYERS } = await import('./lib/layers.mjs');

const onlyAt = process.argv.indexOf('--only');
const only = onlyAt > 0 ? (process.argv[onlyAt + 1] ?? '').split(',') : null;
const layers = LAYERS.filter((layer) => !only || only.includes(layer.name));

await installPackages();
await installJupyter();
await installProof();
// The judge of generated Python is the one that has nbformat and IPython.
process.env.ALACARD_PYTHON ??= python;

/** What only one layer needs is installed when its turn comes; without it the layer has failed. */
async function prepared(layer) {
  try {
    await layer.prepare?.();
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return layer.run();
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
try {
  await build();
} catch (error) {
  console.error(error.message);
  total.failed += 1;
  lines.push('build: failed');
}
for (const layer of layers) {
  const reason = await layer.missing?.();
  if (reason) {
    total.skipped += 1;
    lines.push(`${layer.name}: skipped, ${reason}`);
    continue;
  }
  console.log(`\n=== ${layer.name}: ${layer.title}`);
  const started = Date.now();
  const result = await prepared(layer);
  for (const key of Object.keys(total)) total[key] += result[key];
  const seconds = Math.round((Date.now() - started) / 1000);
  lines.push(
    `${layer.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
