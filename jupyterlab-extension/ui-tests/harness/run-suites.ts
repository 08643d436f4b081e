import { run } from 'node:test';

/**
 * Runs files of node:test one after the other, each in a process of its own.
 * Prints each test, and at the end `N passed, N failed, N skipped`. Asked to end,
 * it ends the process of the suite that runs, and what hangs on that.
 */
export async function runSuites(files: readonly string[], only: string | undefined): Promise<void> {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(`${signal}: the tests are ended.`);
      ended.abort();
    });
  }
  const count = { passed: 0, failed: 0, skipped: 0 };
  const stream = run({
    files: [...files],
    concurrency: 1,
    // A browser or server that a failed hook left open must not hold up the other suites.
    execArgv: ['--test-force-exit'],
    timeout: 1_800_000,
    signal: ended.signal,
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
    const { error } = data.details;
    // Said by the tests below it.
    if (!isTest(data) || ('failureType' in error && error.failureType === 'subtestsFailed')) return;
    count.failed += 1;
    const cause = error.cause instanceof Error ? error.cause : error;
    console.log(`FAILED  ${data.name}\n${cause.stack ?? cause.message}`);
  });
  stream.on('test:stderr', ({ message }) => process.stderr.write(message));
  stream.on('test:stdout', ({ message }) => process.stdout.write(message));
  const finished = new Promise<void>((resolve) => stream.once('end', resolve));
  stream.resume();
  await finished;
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  process.exitCode = count.failed > 0 || count.passed === 0 || ended.signal.aborted ? 1 : 0;
}

export interface Asked {
  readonly words: string[];
  /** Pattern of the names of tests. */
  readonly only: string | undefined;
  /** Version of JupyterLab. */
  readonly lab: string | undefined;
}

/** `--only=pattern` and `--lab=version` of the command line, and its plain words. */
export function asked(argv: readonly string[]): Asked {
  const value = (name: string): string | undefined =>
    argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  return {
    words: argv.filter((word) => !word.startsWith('-')),
    only: value('only'),
    lab: value('lab'),
  };
}
