import { by, type Takes } from '../../src/library/takes.ts';

export const takes: Takes = ({ facts, ours, task, tagged }) => {
  if (!ours && !(facts.library === null && tagged('timm'))) return null;
  return by(
    task === 'image-feature-extraction'
      ? 'timm-image-feature-extraction'
      : 'timm-image-classification',
  );
};
