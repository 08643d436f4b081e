import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../steps/python.ts';

/** One notebook of the report. */
export interface Row {
  readonly model: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly adapter: string;
  readonly route: string;
  readonly ui: string;
  readonly difficulty: string;
  readonly topic: string;
  readonly prompts: string;
  /** On the stand-in for a graphics card. */
  readonly gpu?: true;
  readonly status: 'passed' | 'failed';
  readonly seconds: number;
  readonly reason?: string;
  /** What a library called deprecated while it ran. */
  readonly deprecated?: readonly string[];
}

/** What was tried: the whole matrix, its pairwise cover, real cards, or a choice of `--only`. */
export type Scope = 'full' | 'sample' | 'cards' | 'only';

export interface Report {
  readonly scope: Scope;
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds from the first notebook to the last, on this machine. */
  readonly wall: number;
  /** How many were executed in this run; the others passed before, unchanged. */
  readonly executed: number;
  readonly results: readonly Row[];
}

const TABLE = join(ROOT, 'docs', 'proof.md');

export function writeReport(report: Report, file: string): void {
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
}

/** Replaces one marked part of docs/proof.md, so that a sample does not wipe out what the full run said. */
export function writeTable(part: string, text: string): void {
  const begin = `<!-- ${part}: written by npm run proof -->`;
  const end = `<!-- end of ${part} -->`;
  const old = existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : '# Proof\n';
  const block = `${begin}\n\n${text.trim()}\n\n${end}`;
  const start = old.indexOf(begin);
  const stop = old.indexOf(end);
  const merged =
    start >= 0 && stop > start
      ? old.slice(0, start) + block + old.slice(stop + end.length)
      : `${old.trimEnd()}\n\n${block}\n`;
  writeFileSync(TABLE, merged);
}
