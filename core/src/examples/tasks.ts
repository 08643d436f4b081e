import type { Finding } from '../findings/finding.ts';
import { PIPELINES } from '../library/transformers-names.ts';
import { lineAt } from './types.ts';
import { reason } from '../findings/example.ts';
import { stringValue } from '../python/string-value.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { PATTERNS } from '../rules/patterns.ts';

/** A pipeline that transformers does not have: one that the repository's own code would add. */
export const taskReasons = ({ source, calls }: CodeIndex): Finding[] =>
  calls
    .filter((call) => PATTERNS.pipeline.test(call.qualified))
    .flatMap((call) => {
      const named = call.args.find((one) => one.name === 'task');
      const first = call.args.find((one) => one.name === null && one.star === '');
      const value = (named ?? first)?.value;
      const task = value ? stringValue(source, value) : null;
      if (task === null || PIPELINES.has(task)) return [];
      const line = lineAt(source, call.node.from);
      return [reason('unknown-task', `transformers has no pipeline "${task}".`, line)];
    });
