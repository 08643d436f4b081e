import type { Finding } from '../findings/finding.ts';
import { isTransformersName } from '../library/transformers-names.ts';
import { reachesOut } from './reach.ts';
import { lineAt } from './types.ts';
import { reason } from '../findings/example.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { callReasons } from './refuse-calls.ts';
import { importReasons } from './refuse-imports.ts';
import { stringReasons } from './refuse-strings.ts';
import { syntaxReasons } from './refuse-syntax.ts';

/** Everything that keeps an example from standing in a notebook, whatever rewrites do. */
export function refusals(index: CodeIndex, library: string | null): Finding[] {
  const found = [
    ...importReasons(index, library),
    ...callReasons(index),
    ...stringReasons(index),
    ...syntaxReasons(index),
    ...reachesOut(index),
  ];
  for (const one of index.attributes) {
    const text = one.qualified;
    if (/__(?:class|subclasses|globals|builtins|bases)__/.test(text))
      found.push(
        reason(
          'runs-text',
          'It reaches into the interpreter.',
          lineAt(index.source, one.node.from),
        ),
      );
    if (/^transformers\.[A-Z]\w*$/.test(text) && !isTransformersName(text.slice(13))) {
      found.push(
        reason(
          'unknown-class',
          `transformers has no ${text.slice(13)} any more.`,
          lineAt(index.source, one.node.from),
        ),
      );
    }
  }
  return found;
}
