import { by, type Takes } from '../../src/library/takes.ts';

/** Whisper as CTranslate2 stores it: model.bin beside a vocabulary, and a config.json that names no architecture. */
export const takes: Takes = ({ facts, task, has, tagged }) => {
  const stored = has('model.bin') && (tagged('ctranslate2') || has(/^vocabulary\.(?:txt|json)$/));
  if (!stored || facts.architectures.length > 0) return null;
  const hears = task === 'automatic-speech-recognition' || /whisper/i.test(facts.id);
  return hears ? by('faster-whisper') : null;
};
