import { type TestContext } from 'node:test';
import type { HostRun } from './host-run.ts';

/** Each test inside the host as a test of its own. */
export async function tell(t: TestContext, where: string, run: HostRun): Promise<void> {
  for (const { name, error } of run.results) {
    await t.test(`${where}: ${name}`, () => {
      if (error === null) return;
      const failed = new Error(error.split('\n')[0]);
      failed.stack = error;
      throw failed;
    });
  }
  for (const { figure, value } of run.figures) console.log(`# ${where}: ${figure}: ${value}`);
}
