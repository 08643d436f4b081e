import type { Finding } from '../finding.ts';
import { lineAt, reason } from './adapt-types.ts';
import { stringValue, type CodeIndex } from './rewrites/code-index.ts';
import { PIPELINE } from './rewrites/shared.ts';

/** Source: `PIPELINE_REGISTRY.get_supported_tasks()` of transformers 5.18.0. */
const TASKS = new Set(
  `any-to-any audio-classification automatic-speech-recognition depth-estimation
  document-question-answering feature-extraction fill-mask image-classification
  image-feature-extraction image-segmentation image-text-to-text keypoint-matching mask-generation
  ner object-detection sentiment-analysis table-question-answering text-classification
  text-generation text-to-audio text-to-speech token-classification video-classification
  zero-shot-audio-classification zero-shot-classification zero-shot-image-classification
  zero-shot-object-detection`.split(/\s+/),
);

/** A pipeline that transformers does not have: one that the repository's own code would add. */
export const taskReasons = ({ source, calls }: CodeIndex): Finding[] =>
  calls
    .filter((call) => PIPELINE.test(call.qualified))
    .flatMap((call) => {
      const named = call.args.find((one) => one.name === 'task');
      const first = call.args.find((one) => one.name === null && one.star === '');
      const value = (named ?? first)?.value;
      const task = value ? stringValue(source, value) : null;
      if (task === null || TASKS.has(task)) return [];
      const line = lineAt(source, call.node.from);
      return [reason('unknown-task', `transformers has no pipeline "${task}".`, line)];
    });
