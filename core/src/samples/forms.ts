import type { INPUT_FORMS } from '../deck/schema.ts';

type Form = (typeof INPUT_FORMS)[number];

/** Swap two neighbours in every third word that is long enough, as hasty fingers do. */
const mistyped = (text: string): string =>
  text
    .split(' ')
    .map((word, at) =>
      at % 3 === 1 && /^\p{L}{4,}/u.test(word)
        ? word.replace(/^(\p{L})(\p{L})(\p{L})/u, '$1$3$2')
        : word,
    )
    .join(' ');

const firstHalf = (text: string): string => {
  const words = text.split(' ');
  return words.slice(0, Math.max(3, Math.ceil(words.length / 2))).join(' ');
};

/** A text that a model reads, written as a pack of inputs wants it. `next` is the topic's next text. */
export const written: Readonly<Record<Form, (text: string, next: string) => string>> = {
  'as-is': (text) => text,
  'upper-case': (text) => text.toUpperCase(),
  'lower-case': (text) => text.toLowerCase(),
  'no-punctuation': (text) => text.replace(/[.,;:!?]/g, ''),
  'typing-mistakes': mistyped,
  'first-half': firstHalf,
  followed: (text, next) => `${text} ${next}`,
  preceded: (text, next) => `${next} ${text}`,
};
