/**
 * `npm test`: runs every layer, and installs what each needs. Closes with
 * `N passed, N failed, N skipped`; each skipped layer is named with its reason.
 * `npm test -- --only unit,lint` runs some of them.
 */
import { underNewNode } from './lib/node.mjs';

await underNewNode();

const { installPackages } = await import('./lib/packages.mjs');
const { python } = await import('./lib/python.mjs');
const { sideBySide } = await import('./lib/beside.mjs');
const { LAYERS, output } = await import('./lib/layers.mjs');
const { provide } = await import('./lib/needs.mjs');

const onlyAt = process.argv.indexOf('--only');
const only = onlyAt > 0 ? (process.argv[onlyAt + 1] ?? '').split(',') : null;
const unknown = (only ?? []).filter((name) => !LAYERS.some((layer) => layer.name === name));
if (unknown.length > 0) {
  console.error(
    `No layer is called ${unknown.join(', ')}. Known: ${LAYERS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const layers = LAYERS.filter((layer) => !only || only.includes(layer.name));

await installPackages();

/** What a layer needs is made when its turn comes; without it the layer has failed. */
async function prepared(layer) {
  const needs = layer.needs ?? [];
  try {
    await provide(needs);
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // The judge of generated Python is the one that has nbformat and IPython.
  if (needs.includes('jupyter')) process.env.ALACARD_PYTHON ??= python;
  return layer.run();
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
/** Named once more at the end: what failed may stand thousands of lines above. */
const failed = [];

async function runLayer(layer, say) {
  const reason = await layer.missing?.();
  if (reason) {
    total.skipped += 1;
    lines.push(`${layer.name}: skipped, ${reason}`);
    return;
  }
  say(`\n=== ${layer.name}: ${layer.title}\n`);
  const started = Date.now();
  const failures = [];
  const result = await output.run({ say, failures }, () => prepared(layer));
  for (const key of Object.keys(total)) total[key] += result[key];
  const seconds = Math.round((Date.now() - started) / 1000);
  lines.push(
    `${layer.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
  if (result.failed > 0) failed.push(`${layer.name}:`, ...failures.map((line) => `  ${line}`));
}

const beside = layers.filter((layer) => layer.beside).sort((a, b) => b.beside - a.beside);
if (beside.length > 1) {
  console.log(
    `\n${beside.map(({ name }) => name).join(', ')}, side by side: each is shown when it ends`,
  );
  await sideBySide(beside, runLayer);
}
for (const layer of layers) {
  if (beside.length < 2 || !layer.beside)
    await runLayer(layer, (text) => process.stdout.write(text));
}
console.log(`\n${lines.join('\n')}\n`);
if (failed.length > 0) console.log(`What failed:\n${failed.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
