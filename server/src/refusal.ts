import { problem, type Problem, type ProblemCode } from '@alacard/core/sharing';

/** What the server will not or cannot do: carries the problem document that is answered. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(found: Problem);
  constructor(code: ProblemCode, detail: string, more?: Pick<Problem, 'errors' | 'findings'>);
  constructor(
    given: ProblemCode | Problem,
    detail = '',
    more?: Pick<Problem, 'errors' | 'findings'>,
  ) {
    const found = typeof given === 'string' ? problem(given, detail, more) : given;
    super(found.detail);
    this.name = 'Refusal';
    this.problem = found;
  }
}
