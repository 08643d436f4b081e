/**
 * Browser tests: `node ui-tests/run.ts [panel] [lab] [notebook]`, all by default.
 * Prints each test, and at the end `N passed, N failed, N skipped`.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const only = /^--only=(.*)$/.exec(
  process.argv.find((word) => word.startsWith('--only=')) ?? '',
)?.[1];
const files = globSync(join(import.meta.dirname, '*/*.ui.ts')).filter(
  (file) => wanted.length === 0 || wanted.some((word) => file.includes(`${word}.ui.ts`)),
);

const count = { passed: 0, failed: 0, skipped: 0 };
const stream = run({
  files,
  concurrency: 1,
  timeout: 1_800_000,
  ...(only === undefined ? {} : { testNamePatterns: [new RegExp(only)] }),
});
const isTest = (data: { details: { type?: string | undefined } }): boolean =>
  data.details.type !== 'suite';
stream.on('test:pass', (data) => {
  if (!isTest(data) || data.nesting === 0) return;
  if (data.skip === undefined) count.passed += 1;
  else if (only === undefined) count.skipped += 1;
  if (data.skip === undefined) console.log(`ok      ${data.name}`);
});
stream.on('test:fail', (data) => {
  if (!isTest(data)) return;
  count.failed += 1;
  const { error } = data.details;
  const cause = error.cause instanceof Error ? error.cause : error;
  console.log(`FAILED  ${data.name}\n${cause.stack ?? cause.message}`);
});
stream.on('test:stderr', ({ message }) => process.stderr.write(message));
stream.on('test:stdout', ({ message }) => process.stdout.write(message));
stream.on('end', () => {
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
});
stream.resume();
