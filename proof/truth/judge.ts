/** Holds what a notebook calls and assigns against an expectation; gives the reasons why it does not fit. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Plan } from '../../core/src/ipynb/plan-types.ts';
import type { CallPattern, Expectation, Way } from './expectation.ts';

const Read = z.object({
  calls: z.array(
    z.object({
      name: z.string(),
      where: z.string(),
      origin: z.string(),
      args: z.array(z.string()),
      keywords: z.record(z.string(), z.string()),
    }),
  ),
  values: z.record(z.string(), z.array(z.unknown())),
  literals: z.array(z.object({ where: z.string(), origin: z.string(), text: z.string() })),
  installs: z.array(z.string()),
});
export type NotebookRead = z.infer<typeof Read>;

/** What the code of each plan says, by Python's own syntax trees. */
export function readPlans(plans: readonly Plan[]): readonly NotebookRead[] {
  const python = process.env['ALACARD_PYTHON'] ?? 'python3';
  const cells = plans.map((plan) => plan.cells.filter(({ kind }) => kind === 'code'));
  const run = spawnSync(python, [join(import.meta.dirname, 'calls.py')], {
    input: JSON.stringify(cells),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`calls.py failed: ${run.error?.message ?? run.stderr}`);
  return z.array(Read).parse(JSON.parse(run.stdout));
}

const named = (name: string, wanted: string): boolean =>
  name === wanted || name.endsWith(`.${wanted}`);

function fits(call: NotebookRead['calls'][number], wanted: CallPattern): boolean {
  return (
    named(call.name, wanted.call) &&
    (wanted.origin === undefined || call.origin === wanted.origin) &&
    Object.entries(wanted.with).every(([key, pattern]) => pattern.test(call.keywords[key] ?? '')) &&
    wanted.without.every((key) => !(key in call.keywords)) &&
    wanted.args.every((pattern) => call.args.some((arg) => pattern.test(arg)))
  );
}

const words = ({ call, with: wanted, without, args, origin }: CallPattern): string =>
  `${origin ? `${origin}: ` : ''}${call}(${[
    ...args.map(String),
    ...Object.entries(wanted).map(([key, pattern]) => `${key}=${String(pattern)}`),
    ...without.map((key) => `no ${key}`),
  ].join(', ')})`;

/** Why a notebook is not right in this way; empty when it is. */
export function misses(way: Way, plan: Plan, read: NotebookRead): string[] {
  const missing: string[] = [];
  if (way.adapter && !way.adapter.includes(plan.adapter)) {
    missing.push(`adapter ${plan.adapter}, not ${way.adapter.join(' or ')}`);
  }
  for (const wanted of way.calls) {
    if (!read.calls.some((call) => fits(call, wanted))) missing.push(`no ${words(wanted)}`);
  }
  for (const wanted of way.absent) {
    if (read.calls.some((call) => fits(call, wanted))) missing.push(`has ${words(wanted)}`);
  }
  for (const [names, { min, max, is }] of Object.entries(way.values)) {
    const values = names.split('|').flatMap((name) => read.values[name] ?? []);
    const good =
      values.length > 0 &&
      values.every(
        (value) =>
          (min === undefined || (typeof value === 'number' && value >= min)) &&
          (max === undefined || (typeof value === 'number' && value <= max)) &&
          (is === undefined || is.test(JSON.stringify(value))),
      );
    if (!good) missing.push(`${names} is ${JSON.stringify(values)}`);
  }
  const own = read.literals.filter(({ origin }) => origin === 'alacard');
  for (const pattern of way.literals) {
    if (!own.some(({ text }) => pattern.test(text)))
      missing.push(`no text like ${String(pattern)}`);
  }
  for (const pattern of way.never) {
    const found = own.find(({ text }) => pattern.test(text));
    if (found) missing.push(`text ${JSON.stringify(found.text.slice(0, 60))}`);
  }
  const code = plan.cells
    .filter(({ kind, origin }) => kind === 'code' && origin === 'alacard')
    .map(({ source }) => source)
    .join('\n');
  for (const pattern of way.code) {
    if (!pattern.test(code)) missing.push(`no code like ${String(pattern)}`);
  }
  for (const pattern of way.noCode) {
    if (pattern.test(code)) missing.push(`code like ${String(pattern)}`);
  }
  for (const pattern of way.installs) {
    if (!read.installs.some((line) => pattern.test(line))) {
      missing.push(`installs no ${String(pattern)}`);
    }
  }
  for (const code of way.findings) {
    if (!plan.findings.some((finding) => finding.code === code)) {
      missing.push(`no finding ${code}`);
    }
  }
  return missing;
}

/** The way that comes nearest, and what is missing in it. */
export function judge(
  { right }: Expectation,
  every: Way,
  plan: Plan,
  read: NotebookRead,
): string[] {
  const tries = right.map((way) => misses(way, plan, read));
  const nearest = tries.reduce((best, one) => (one.length < best.length ? one : best));
  return [...nearest, ...misses(every, plan, read)];
}
