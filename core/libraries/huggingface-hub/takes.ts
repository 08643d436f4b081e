import { own } from '../../src/text/own.ts';
import { by, type Takes } from '../../src/library/takes.ts';
import type { AdapterId } from '../../src/library/ids.generated.ts';

/** Tags served by Inference Providers. */
const SERVED: Readonly<Record<string, AdapterId>> = {
  'text-generation': 'api-chat',
  conversational: 'api-chat',
  'image-text-to-text': 'api-image-chat',
  'video-text-to-text': 'api-image-chat',
  'any-to-any': 'api-image-chat',
  'text-to-image': 'api-text-to-image',
};

/** Asked about models that cannot run here: providers serve some. Every other one is inspected. */
export const takes: Takes = ({ task }) => {
  const adapter = task === null ? undefined : own(SERVED, task);
  return adapter ? by(adapter) : null;
};
