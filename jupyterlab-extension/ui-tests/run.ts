/** Browser tests: `node ui-tests/run.ts [panel] [lab] [notebook]`, all by default. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { asked, runSuites } from './harness/run-suites.ts';

const { words, only } = asked(process.argv.slice(2));
const files = globSync(join(import.meta.dirname, '*/*.ui.ts')).filter(
  (file) => words.length === 0 || words.some((word) => file.includes(`${word}.ui.ts`)),
);
await runSuites(files, only);
