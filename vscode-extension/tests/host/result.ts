/** One line on the console of an extension host for each test, read by whoever started it. */
export const MARK = '[alacard-test] ';

export interface Result {
  readonly name: string;
  readonly error: string | null;
  readonly milliseconds: number;
}

/** A number that is reported and not judged. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
}
