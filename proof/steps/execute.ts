import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { OUT, ROOT, python } from './python.ts';

/** One line of the jobs file. Source: `Job` in proof/runner/notebook.py. */
export interface Job {
  readonly id: string;
  readonly path: string;
  readonly expect: {
    readonly ui: string;
    readonly route: string;
    readonly output: string;
    readonly inputs: readonly { readonly name: string; readonly kind: string }[];
  } | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly fresh?: boolean;
  readonly shims?: boolean;
  readonly gpu?: boolean;
  readonly judge?: string;
  readonly about?: Readonly<Record<string, unknown>>;
}

/** Source: `Result` in proof/runner/notebook.py. */
const ResultSchema = z.object({
  id: z.string(),
  path: z.string(),
  status: z.enum(['passed', 'failed']),
  seconds: z.number(),
  reason: z.string().optional(),
  cell: z.number().optional(),
  role: z.string().optional(),
  deprecated: z.array(z.string()).default([]),
  kept: z.array(z.string()).default([]),
  figures: z.record(z.string(), z.number()).optional(),
});
export type Executed = z.infer<typeof ResultSchema>;

export interface ExecuteOptions {
  readonly workers?: number;
  readonly timeout?: number;
  readonly failures?: string;
}

/** Executes notebooks in real kernels; `onResult` hears of each as it is done. */
export async function execute(
  jobs: readonly Job[],
  onResult: (result: Executed) => void,
  options: ExecuteOptions = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'alacard-proof-'));
  const list = join(folder, 'jobs.jsonl');
  writeFileSync(list, jobs.map((job) => JSON.stringify(job)).join('\n'));
  const args = [
    join(ROOT, 'proof', 'runner', 'execute.py'),
    list,
    '--failures',
    options.failures ?? join(OUT, 'failures'),
    ...(options.workers ? ['--workers', String(options.workers)] : []),
    ...(options.timeout ? ['--timeout', String(options.timeout)] : []),
  ];
  try {
    const child = spawn(python(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const stop = () => child.kill('SIGTERM');
    const leave = () => process.exit(130);
    process.once('exit', stop);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
    const ended = new Promise<number>((done, fail) => {
      child.on('error', fail);
      child.on('exit', (code) => {
        done(code ?? -1);
      });
    });
    for await (const line of createInterface({ input: child.stdout })) {
      onResult(ResultSchema.parse(JSON.parse(line)));
    }
    const code = await ended;
    process.off('exit', stop);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
    if (code !== 0 && code !== 1) throw new Error(`the runner ended with ${String(code)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
