import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRules } from './read-rules.ts';

/** Write the rules of the shelf, without their cases, for hosts that have no file system. */
export function bundleRules(): void {
  const out = join(import.meta.dirname, '../src/rules/rules.generated.json');
  const text = JSON.stringify(readRules().map((one) => one.data));
  if (!existsSync(out) || readFileSync(out, 'utf8') !== text) writeFileSync(out, text);
}
