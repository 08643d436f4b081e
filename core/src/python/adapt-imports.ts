import type { Change, Step } from './adapt-types.ts';
import { isTransformersName } from './adapt-refuse.ts';

/** Names whose import is certain, wherever they are missing. */
const CERTAIN: Readonly<Record<string, string>> = {
  torch: 'import torch',
  np: 'import numpy as np',
  numpy: 'import numpy',
  pd: 'import pandas as pd',
  plt: 'import matplotlib.pyplot as plt',
  F: 'import torch.nn.functional as F',
  nn: 'from torch import nn',
  Image: 'from PIL import Image',
  transformers: 'import transformers',
  timm: 'import timm',
  os: 'import os',
  re: 'import re',
  json: 'import json',
  math: 'import math',
  time: 'import time',
  random: 'import random',
  BytesIO: 'from io import BytesIO',
  softmax: 'from scipy.special import softmax',
  hf_hub_download: 'from huggingface_hub import hf_hub_download',
  SentenceTransformer: 'from sentence_transformers import SentenceTransformer',
  CrossEncoder: 'from sentence_transformers import CrossEncoder',
  cos_sim: 'from sentence_transformers.util import cos_sim',
  joblib: 'import joblib',
};

/** The import statement that a missing name certainly needs, or null. */
export function importFor(name: string): string | null {
  const known = Object.hasOwn(CERTAIN, name) ? CERTAIN[name] : undefined;
  if (known !== undefined) return known;
  const isClass =
    /^(?:Auto[A-Z]\w+|\w+(?:For[A-Z]\w+|Model|Tokenizer|TokenizerFast|Processor|FeatureExtractor))$/.test(
      name,
    );
  if (name === 'pipeline' || name === 'set_seed' || (isClass && isTransformersName(name)))
    return `from transformers import ${name}`;
  return null;
}

/** Put certain imports above the source. */
export function addImports(source: string, missing: readonly string[]): Step {
  const lines = new Set<string>();
  const fromTransformers: string[] = [];
  for (const name of missing) {
    const line = importFor(name);
    if (line === null) continue;
    if (line.startsWith('from transformers import ')) fromTransformers.push(name);
    else lines.add(line);
  }
  if (fromTransformers.length > 0)
    lines.add(`from transformers import ${[...new Set(fromTransformers)].sort().join(', ')}`);
  if (lines.size === 0) return { source, changes: [], reasons: [] };
  const all = [...lines];
  const change: Change = {
    code: 'missing-import',
    message: `It lacked ${all.length === 1 ? 'an import' : 'imports'}: ${all.map((line) => `\`${line}\``).join(', ')}.`,
  };
  return { source: `${all.join('\n')}\n${source}`, changes: [change], reasons: [] };
}
