import { commands } from 'vscode';
import { MARK, type Result } from './result.ts';

interface Test {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const tests: Test[] = [];
const afterEach: (() => Promise<void>)[] = [];

export const test = (name: string, body: () => Promise<void>): void => {
  tests.push({ name, body });
};

/** Runs the tests in the order they were written and tells each result on the console. */
export async function runTests(only: RegExp | null): Promise<void> {
  let failed = 0;
  for (const { name, body } of tests) {
    if (only !== null && !only.test(name)) continue;
    const started = Date.now();
    let error: string | null = null;
    try {
      await body();
    } catch (caught) {
      error = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught);
      failed += 1;
    }
    tell({ name, error, milliseconds: Date.now() - started });
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (const clean of afterEach) await clean();
  }
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}

/** Runs after each test, also one that failed. */
export const cleanUp = (work: () => Promise<void>): void => {
  afterEach.push(work);
};

const tell = (result: Result): void => {
  console.log(MARK + JSON.stringify(result));
};
