import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Job } from './steps/execute.ts';
import { MODELS, OUT, ROOT } from './steps/python.ts';

const LineSchema = z.object({ key: z.string(), seconds: z.number() });

const NotebookSchema = z.object({
  cells: z.array(
    z.object({
      cell_type: z.string(),
      source: z.union([z.string(), z.array(z.string())]),
      metadata: z.object({ alacard: z.object({ role: z.string().optional() }).optional() }),
    }),
  ),
});

/** What of a notebook decides whether it runs: its code cells and their roles. Prose does not. */
const codeOf = (notebook: string): string =>
  JSON.stringify(
    NotebookSchema.parse(JSON.parse(notebook))
      .cells.filter(({ cell_type }) => cell_type === 'code')
      .map(({ source, metadata }) => [[source].flat().join(''), metadata.alacard?.role]),
  );

/**
 * Notebooks that passed before. The key is everything that decides: the code of
 * the notebook, what is asked of it, the harness, the models and the versions of
 * the libraries.
 */
export class Progress {
  readonly #file = join(OUT, 'progress.jsonl');
  readonly #passed = new Map<string, number>();
  readonly #ground: string;
  readonly #device: string;

  constructor(versions: Readonly<Record<string, string>>) {
    this.#ground = [
      JSON.stringify(versions),
      readFileSync(join(MODELS, '_stamp'), 'utf8'),
      sources('runner'),
    ].join('\n');
    this.#device = sources('device');
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)) {
      const { key, seconds } = LineSchema.parse(JSON.parse(line));
      this.#passed.set(key, seconds);
    }
  }

  /** Seconds it took when it passed, or undefined. */
  passed(notebook: string, asked: readonly Job[]): number | undefined {
    return this.#passed.get(this.#key(notebook, asked));
  }

  add(notebook: string, asked: readonly Job[], seconds: number): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify({ key: this.#key(notebook, asked), seconds })}\n`);
  }

  #key(notebook: string, asked: readonly Job[]): string {
    return createHash('sha256')
      .update(this.#ground)
      .update(asked.some(({ gpu }) => gpu) ? this.#device : '')
      .update(codeOf(notebook))
      .update(JSON.stringify(asked.map(({ expect, shims, gpu }) => [expect, shims, gpu])))
      .digest('hex')
      .slice(0, 32);
  }
}

/** Every program of one part of the harness. */
const sources = (part: string): string =>
  readdirSync(join(ROOT, 'proof', part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:py|cpp|h)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
