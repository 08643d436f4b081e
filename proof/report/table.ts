import { UI_COMPONENTS } from '../../core/src/deck/shapes.ts';
import type { Report, Row } from './report.ts';

/** Markdown: totals, task x UI (passed of tried, mean seconds), failures with reasons, versions. */
export function markdown(report: Report, title: string): string {
  const { results } = report;
  const passed = results.filter(({ status }) => status === 'passed').length;
  return [
    `## ${title}`,
    `${report.date}: **${String(passed)} of ${String(results.length)}** notebooks passed${took(report)}.`,
    gpus(results),
    grid(results),
    failures(results),
    deprecations(results),
    `Versions: ${Object.entries(report.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const took = ({ results, executed, wall }: Report): string =>
  executed === results.length
    ? `, in ${minutes(wall)}`
    : `; ${String(executed)} were executed in this run (${minutes(wall)}), the others before, unchanged`;

const minutes = (seconds: number): string =>
  seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;

function gpus(results: readonly Row[]): string {
  const all = results.filter(({ gpu }) => gpu);
  if (all.length === 0) return '';
  const passed = all.filter(({ status }) => status === 'passed').length;
  return `Of these on the stand-in for a graphics card: ${String(passed)} of ${String(all.length)}.`;
}

function grid(results: readonly Row[]): string {
  const rows = [...grouped(results, ({ adapter }) => adapter)].sort(([a], [b]) =>
    a.localeCompare(b),
  );
  const lines = rows.map(([adapter, all]) => {
    const cells = UI_COMPONENTS.map((ui) => cell(all.filter((row) => row.ui === ui)));
    const route = all[0]?.route ?? '';
    return `| ${adapter}${route === 'local' ? '' : ` (${route})`} | ${cells.join(' | ')} | ${cell(all)} |`;
  });
  return [
    'Passed of tried, and the mean seconds a notebook took.',
    '',
    `| adapter | ${UI_COMPONENTS.join(' | ')} | all |`,
    `|---|${UI_COMPONENTS.map(() => '---|').join('')}---|`,
    ...lines,
  ].join('\n');
}

const cell = (rows: readonly Row[]): string => {
  if (rows.length === 0) return '';
  const passed = rows.filter(({ status }) => status === 'passed').length;
  const mean = rows.reduce((sum, { seconds }) => sum + seconds, 0) / rows.length;
  const text = `${String(passed)}/${String(rows.length)} · ${mean.toFixed(1)} s`;
  return passed === rows.length ? text : `**${text}**`;
};

function failures(results: readonly Row[]): string {
  const failed = results.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return '';
  return [
    '### Failed',
    '',
    '| model | adapter | UI | difficulty | topic | reason |',
    '|---|---|---|---|---|---|',
    ...failed.map(
      ({ model, adapter, gpu, ui, difficulty, topic, reason }) =>
        `| ${model} | ${adapter}${gpu ? ' on the graphics card' : ''} | ${ui} | ${difficulty} | ${topic} | ${escape(reason ?? '')} |`,
    ),
  ].join('\n');
}

function deprecations(results: readonly Row[]): string {
  const all = grouped(
    results.flatMap((row) => (row.deprecated ?? []).map((line) => ({ line, row }))),
    ({ line }) => line,
  );
  if (all.size === 0) return '';
  return [
    '### Said to be deprecated',
    '',
    ...[...all]
      .sort(([, a], [, b]) => b.length - a.length)
      .map(
        ([line, of]) =>
          `- ${String(of.length)} notebooks (${[...new Set(of.map(({ row }) => row.adapter))].join(', ')}): ${escape(line)}`,
      ),
  ].join('\n');
}

const escape = (text: string): string =>
  text.replaceAll(/[|\\`<>]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ');

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}
