/**
 * Browser tests: `node ui-tests/run.ts [panel] [lab] [notebook] …`, all by default.
 * `--lab=4.2.7 lab` runs them on another JupyterLab, installed into `.tools`.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { asked, runSuites } from './harness/run-suites.ts';
import { environment } from './harness/venv.ts';

const { words, only, lab } = asked(process.argv.slice(2));
if (lab !== undefined) {
  const packages = [`jupyterlab==${lab}`, 'ipykernel==7.4.0'];
  process.env['ALACARD_JUPYTER'] = environment(`lab-${lab}`, packages);
}
const files = globSync(join(import.meta.dirname, '*/*.ui.ts')).filter(
  (file) => words.length === 0 || words.some((word) => file.endsWith(`/${word}.ui.ts`)),
);
await runSuites(files, only);
