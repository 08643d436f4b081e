/** Exit codes of the command line. Documented in docs/command-line.md and `alacard --help`. */
export const EXIT = {
  ok: 0,
  /** The notebook has an error finding, or none was made because of one. */
  findings: 1,
  /** The command was not understood: unknown option, card, recipe or file. */
  usage: 2,
  /** The Hub said no: not found, gated, private, disabled, unsafe. */
  refused: 3,
  /** The Hub could not be reached, or asks to wait. */
  unreachable: 4,
  /** A mistake of Alacard's own. */
  internal: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one line on standard error. */
export class CommandError extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}
