import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MODELS, OUT, ROOT } from './steps/python.ts';

const LineSchema = z.object({ key: z.string(), seconds: z.number() });

/**
 * Notebooks that passed before. The key is everything that decides: the bytes
 * of the notebook, the harness, the models and the versions of the libraries.
 */
export class Progress {
  readonly #file = join(OUT, 'progress.jsonl');
  readonly #passed = new Map<string, number>();
  readonly #ground: string;

  constructor(versions: Readonly<Record<string, string>>) {
    const runner = join(ROOT, 'proof', 'runner');
    this.#ground = [
      JSON.stringify(versions),
      readFileSync(join(MODELS, '_stamp'), 'utf8'),
      ...readdirSync(runner, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
    ].join('\n');
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)) {
      const { key, seconds } = LineSchema.parse(JSON.parse(line));
      this.#passed.set(key, seconds);
    }
  }

  /** Seconds it took when it passed, or undefined. */
  passed(notebook: string): number | undefined {
    return this.#passed.get(this.#key(notebook));
  }

  add(notebook: string, seconds: number): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify({ key: this.#key(notebook), seconds })}\n`);
  }

  #key(notebook: string): string {
    return createHash('sha256').update(this.#ground).update(notebook).digest('hex').slice(0, 32);
  }
}
