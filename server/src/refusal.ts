import { problem, type Problem, type ProblemCode } from '@alacard/core/sharing';

/** What the server will not or cannot do: carries the problem document that is answered. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, detail: string, more?: Pick<Problem, 'errors' | 'findings'>) {
    super(detail);
    this.name = 'Refusal';
    this.problem = problem(code, detail, more);
  }
}
