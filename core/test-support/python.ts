import { spawnSync } from 'node:child_process';

/**
 * Python itself as the judge: runs `body` once over all `cases` (JSON) with a
 * list `wrong` to fill, and gives back what it put there.
 */
export function pythonJudge(body: string, cases: readonly unknown[]): unknown {
  const program = `
import json, sys
cases = json.load(sys.stdin)
wrong = []
${body}
json.dump(wrong, sys.stdout)
`;
  const run = spawnSync(process.env['ALACARD_PYTHON'] ?? 'python3', ['-c', program], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`python3 failed: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout);
}
