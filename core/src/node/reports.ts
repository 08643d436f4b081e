import type { FileCell, NotebookFinding } from '../checks/index.ts';
import { findingPage } from '../findings/page.ts';
import { NOTEBOOK_FINDINGS } from '../findings/notebook.ts';
import { VERSION } from '../version.ts';
import { forTerminal } from './terminal.ts';

/** What was found in one file. */
export interface FileReport {
  /** As it was named, `-` for standard input. */
  readonly file: string;
  readonly findings: readonly NotebookFinding[];
  readonly cells: readonly FileCell[];
}

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof FORMATS)[number];

const WORD = { error: 'error', warning: 'warning', info: 'note' } as const;

/** `cell 3, line 2`: cells are counted as people see them. */
function placeOf({ cells }: FileReport, { cell, line }: NotebookFinding): string {
  const at = cells.findIndex(({ id }) => id === cell);
  if (cell === undefined || at < 0) return '';
  return `cell ${at + 1}${line === undefined ? '' : `, line ${line}`}`;
}

function text(reports: readonly FileReport[]): string {
  const lines = reports.flatMap((report) =>
    report.findings.map((finding) => {
      const place = placeOf(report, finding);
      const fixable = finding.fixes?.some(({ edits }) => edits.length > 0) ? ' [fixable]' : '';
      return `${report.file}${place === '' ? '' : `: ${place}`}: ${WORD[finding.severity]} ${finding.code}: ${finding.message}${fixable}`;
    }),
  );
  return lines.map((line) => `${forTerminal(line)}\n`).join('');
}

function json(reports: readonly FileReport[]): string {
  const rows = reports.flatMap(({ file, findings }) =>
    findings.map(({ fixes, ...finding }) => ({
      ...finding,
      file,
      url: findingPage(finding.code),
      fixable: fixes?.some(({ edits }) => edits.length > 0) ?? false,
    })),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0, which GitHub code scanning reads. A region is a place in the cell. */
function sarif(reports: readonly FileReport[]): string {
  const codes = [
    ...new Set(reports.flatMap(({ findings }) => findings.map(({ code }) => code))),
  ].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'alacard',
            version: VERSION,
            rules: codes.map((id) => ({
              id,
              helpUri: findingPage(id),
              defaultConfiguration: { level: levelOf(id) },
            })),
          },
        },
        results: reports.flatMap((report) =>
          report.findings.map((finding) => ({
            ruleId: finding.code,
            ruleIndex: codes.indexOf(finding.code),
            level: LEVEL[finding.severity],
            message: { text: finding.message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(report.file.replaceAll('\\', '/')) },
                  region: {
                    startLine: finding.line ?? 1,
                    ...(finding.column === undefined ? {} : { startColumn: finding.column }),
                  },
                },
                ...(finding.cell === undefined
                  ? {}
                  : {
                      logicalLocations: [
                        {
                          name: placeOf(report, finding),
                          fullyQualifiedName: finding.cell,
                          kind: 'cell',
                        },
                      ],
                    }),
              },
            ],
          })),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levelOf = (code: string): string =>
  Object.hasOwn(NOTEBOOK_FINDINGS, code)
    ? LEVEL[NOTEBOOK_FINDINGS[code as keyof typeof NOTEBOOK_FINDINGS].severity]
    : 'warning';

/** Commands of a GitHub Actions log: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. */
function github(reports: readonly FileReport[]): string {
  const data = (value: string): string =>
    value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (value: string): string =>
    data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const name = { error: 'error', warning: 'warning', info: 'notice' } as const;
  return reports
    .flatMap((report) =>
      report.findings.map((finding) => {
        const place = placeOf(report, finding);
        const title = property(`${finding.code}${place === '' ? '' : ` (${place})`}`);
        return `::${name[finding.severity]} file=${property(report.file)},title=${title}::${data(finding.message)}\n`;
      }),
    )
    .join('');
}

const WRITERS: Readonly<Record<ReportFormat, (reports: readonly FileReport[]) => string>> = {
  text,
  json,
  sarif,
  github,
};

/** All findings of a run in one of the formats. */
export const reportOf = (format: ReportFormat, reports: readonly FileReport[]): string =>
  WRITERS[format](reports);
