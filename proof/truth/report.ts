import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../steps/python.ts';

/** One notebook with real weights; `reason` when it failed. */
export interface TruthRow {
  readonly model: string;
  readonly level: string;
  readonly seconds?: number;
  readonly figures?: Readonly<Record<string, number>>;
  readonly reason?: string;
  /** The day it was executed, where that is another than the report's. */
  readonly date?: string;
}

const Old = z.object({
  date: z.string(),
  rows: z.array(
    z.object({
      model: z.string(),
      level: z.string(),
      seconds: z.number().exactOptional(),
      figures: z.record(z.string(), z.number()).exactOptional(),
      reason: z.string().exactOptional(),
      date: z.string().exactOptional(),
    }),
  ),
});

/** A run of some models in the place of their rows in the last report; the others keep their day. */
export function intoTruth(
  { rows, versions }: TruthReport,
  file: string,
  order: readonly string[],
): TruthReport {
  const old = Old.parse(JSON.parse(readFileSync(file, 'utf8')));
  const anew = new Set(rows.map(({ model }) => model));
  const kept = old.rows
    .filter(({ model }) => !anew.has(model))
    .map(({ date = old.date, ...row }) => ({ ...row, date }));
  const place = ({ model }: TruthRow): number => order.indexOf(model);
  return {
    rows: [...kept, ...rows].sort((a, b) => place(a) - place(b)),
    versions,
  };
}

export interface TruthReport {
  readonly rows: readonly TruthRow[];
  readonly versions: Readonly<Record<string, string>>;
}

/** Of weights.yaml what a reader of the report must know. */
const Weights = z.array(
  z.object({
    id: z.string(),
    package: z.string(),
    uploader: z.string(),
    upstream: z.string(),
    licence: z.string(),
    differs: z.string(),
  }),
);

const PAGE = join(ROOT, 'docs', 'truth.md');
const BEGIN = '<!-- written by npm run truth -->';
const END = '<!-- end of what npm run truth writes -->';

/** The report as JSON, and its tables in docs/truth.md. */
export function writeTruth({ rows, versions }: TruthReport, file: string): void {
  const date = new Date().toISOString().slice(0, 10);
  const weights = Weights.parse(
    parse(readFileSync(join(import.meta.dirname, 'weights.yaml'), 'utf8')),
  );
  /** Seconds that the kernels ran, one after the other. */
  const kernels = Math.round(rows.reduce((sum, row) => sum + (row.seconds ?? 0), 0));
  writeFileSync(file, `${JSON.stringify({ date, kernels, versions, weights, rows }, null, 1)}\n`);
  const passed = rows.filter(({ reason }) => reason === undefined).length;
  const text = [
    BEGIN,
    '',
    `${date}: **${String(passed)} of ${String(rows.length)}** notebooks are right, the kernels ran ${String(kernels)} s in all.`,
    '',
    '| model | level | measured | items | baseline | seconds | day |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(lineOf),
    '',
    '| repository | made of | uploaded by | comes from | licence | differs from the Hub’s |',
    '|---|---|---|---|---|---|',
    ...weights.map((row) =>
      cells([row.id, row.package, row.uploader, row.upstream, row.licence, row.differs]),
    ),
    '',
    END,
  ].join('\n');
  const old = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Truth\n';
  const start = old.indexOf(BEGIN);
  const stop = old.indexOf(END);
  writeFileSync(
    PAGE,
    start >= 0 ? old.slice(0, start) + text + old.slice(stop + END.length) : `${old}\n${text}\n`,
  );
}

function lineOf({ model, level, figures, seconds, reason, date }: TruthRow): string {
  const { items, baseline, ...measured } = figures ?? {};
  const said = Object.entries(measured).map(([name, value]) => `${name} ${String(value)}`);
  const outcome = reason === undefined ? said.join(', ') : `**failed**: ${reason}`;
  const time = seconds === undefined ? '' : seconds.toFixed(0);
  return cells([
    model,
    level,
    outcome,
    String(items ?? ''),
    String(baseline ?? ''),
    time,
    date ?? '',
  ]);
}

const cells = (texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim()).join(' | ')} |`;
