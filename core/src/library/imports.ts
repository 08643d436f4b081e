import { isTransformersName } from './transformers-names.ts';
import { SHELF } from './shelf.ts';

/** Names of the standard library whose import is certain, wherever they are missing. */
const STANDARD: Readonly<Record<string, string>> = {
  os: 'import os',
  re: 'import re',
  json: 'import json',
  math: 'import math',
  time: 'import time',
  random: 'import random',
  BytesIO: 'from io import BytesIO',
};
const CERTAIN = new Map(
  [STANDARD, ...SHELF.libraries.map(({ imports }) => imports)].flatMap(Object.entries<string>),
);

/** The import statement that a missing name certainly needs, or null. */
export function importFor(name: string): string | null {
  const known = CERTAIN.get(name);
  if (known !== undefined) return known;
  const isClass =
    /^(?:Auto[A-Z]\w+|\w+(?:For[A-Z]\w+|Model|Tokenizer|TokenizerFast|Processor|FeatureExtractor))$/.test(
      name,
    );
  return isClass && isTransformersName(name) ? `from transformers import ${name}` : null;
}
