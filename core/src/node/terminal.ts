import type { Finding } from '../findings/finding.ts';

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** What terminals would obey: a model id or a card's text must not move the cursor. */
export const forTerminal = (text: string): string =>
  text.replace(/\p{Cc}/gu, (character) => (/[\t\n]/.test(character) ? character : ''));

/** Progress on standard error: one line that changes on a terminal, nothing in a pipe. */
export function progress(stream: NodeJS.WriteStream = process.stderr): {
  step(text: string): void;
  done(): void;
} {
  if (!stream.isTTY) return { step: () => undefined, done: () => undefined };
  let text = '';
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % FRAMES.length;
    stream.write(`\r\u001b[2K${FRAMES[frame] ?? ''} ${text}`);
  };
  const timer = setInterval(draw, 80);
  timer.unref();
  return {
    step: (next) => {
      text = forTerminal(next);
      draw();
    },
    done: () => {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}

const MARK = { error: 'error', warning: 'warning', info: 'note' } as const;

/** One line for each finding, on standard error. */
export function printFindings(findings: readonly Finding[]): void {
  for (const finding of findings) {
    const where = finding.cell ? ` [${finding.cell}${finding.line ? `:${finding.line}` : ''}]` : '';
    process.stderr.write(
      forTerminal(`${MARK[finding.severity]}: ${finding.message}${where}`) + '\n',
    );
  }
}

/** Columns padded to their widest cell, for lists on standard output. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map(forTerminal)
    .join('\n');
}
