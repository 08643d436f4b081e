import { reason } from '../findings/example.ts';
import type { Finding } from '../findings/finding.ts';
import {
  isInner,
  mayImport,
  needsData,
  needsGpu,
  otherEngine,
} from '../library/example-modules.ts';
import { isTransformersName } from '../library/transformers-names.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { lineAt } from './types.ts';

/** Imports that the notebook does not set up. @param library of the notebook's model. */
export function importReasons(index: CodeIndex, library: string | null): Finding[] {
  return index.imports.flatMap((one): Finding[] => {
    const top = one.module.split('.')[0] ?? '';
    const line = lineAt(index.source, one.statement.from);
    if (one.module.startsWith('.'))
      return [reason('needs-file', 'It imports a file of its own repository.', line)];
    if (needsData(top)) return [reason('needs-dataset', 'It downloads a data set.', line)];
    const engine = otherEngine(top);
    if (engine && !mayImport(top, library))
      return [
        reason('other-engine', `It runs on ${engine}, not on this notebook's library.`, line),
      ];
    if (needsGpu(top))
      return [
        reason('gpu-only', `It needs ${top}, which works on CUDA graphics cards only.`, line),
      ];
    if (!mayImport(top, library))
      return [
        reason('unknown-library', `It imports ${top}, which this notebook does not set up.`, line),
      ];
    if (one.name === '*')
      return [reason('star-import', 'It imports everything a module has.', line)];
    if (one.module === 'transformers' && one.name && !isTransformersName(one.name)) {
      return [reason('unknown-class', `transformers has no ${one.name} any more.`, line)];
    }
    if (isInner(one.module)) {
      return [
        reason(
          'unknown-class',
          `It imports from ${one.module}, an inner module that moves between versions.`,
          line,
        ),
      ];
    }
    return [];
  });
}
