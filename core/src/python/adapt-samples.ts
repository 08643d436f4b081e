import { pythonLiteral, type PythonValue } from './literal.ts';
import type { SampleInputs, Step } from './adapt-types.ts';
import {
  indexCode,
  stringValue,
  type Argument,
  type Call,
  type CodeIndex,
} from './rewrites/code-index.ts';
import { applyEdits } from './rewrites/edits.ts';
import type { Edit } from './rewrites/types.ts';
import { childrenOf, textOf, type SyntaxNode } from './syntax.ts';

export type SampleKind = 'text' | 'texts' | 'labels' | 'question' | 'context' | 'messages';

/** A literal that is plainly a sample input of the model. */
export interface SampleLiteral {
  readonly from: number;
  readonly to: number;
  readonly kind: SampleKind;
  readonly value: string | readonly string[];
}

/** Calls whose arguments are what the model reads. */
const READS =
  /^transformers\.pipeline\(\)$|(?:Tokenizer\w*|Processor)\.from_pretrained\(\)(?:\.(?:encode|tokenize))?$|^sentence_transformers\.SentenceTransformer\(\)(?:\.to\(\))?\.encode(?:_query|_document)?$|^diffusers\.[\w.]*from_pretrained\(\)(?:\.to\(\))?$/;
const BY_KEYWORD: Readonly<Record<string, SampleKind>> = {
  text: 'text',
  texts: 'texts',
  inputs: 'text',
  sequences: 'text',
  sentences: 'texts',
  prompt: 'text',
  question: 'question',
  context: 'context',
  candidate_labels: 'labels',
};
const BY_NAME: readonly (readonly [RegExp, SampleKind])[] = [
  [/^(?:question|q)$/i, 'question'],
  [/^(?:context|passage)$/i, 'context'],
  [/^(?:candidate_labels|labels|classes)$/i, 'labels'],
  [
    /^(?:text|input_text|sentence|sequence|sequence_to_classify|prompt|article|document|input_sentence|example|my_text|input_string)\d?$/i,
    'text',
  ],
  [
    /^(?:texts|sentences|sequences|inputs|examples|documents|docs|passages|input_texts|prompts)$/i,
    'texts',
  ],
];

function listOfStrings(source: string, node: SyntaxNode): string[] | null {
  if (node.name !== 'ArrayExpression') return null;
  const items = childrenOf(node).filter((child) => !/^[[\],]$|^Comment$/.test(child.name));
  const values = items.map((item) => stringValue(source, item));
  return values.length > 0 && values.every((value) => value !== null) ? values : null;
}

/** The kind a literal has where `wanted` is expected; null when it is no plain literal. */
function literalAt(source: string, node: SyntaxNode, wanted: SampleKind): SampleLiteral | null {
  const at = { from: node.from, to: node.to };
  const text = stringValue(source, node);
  if (text !== null) return { ...at, kind: wanted === 'texts' ? 'text' : wanted, value: text };
  const list = listOfStrings(source, node);
  if (list === null) return null;
  return { ...at, kind: wanted === 'labels' ? 'labels' : 'texts', value: list };
}

const kindOf = (name: string): SampleKind | null =>
  BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null;

function fromArguments(index: CodeIndex, call: Call): SampleLiteral[] {
  const plain = call.args.filter((argument) => argument.name === null && argument.star === '');
  // Two texts in a row belong together (question and passage): they are told apart by name only.
  const positional = plain.length === 1 ? plain : [];
  const wanted = (argument: Argument): SampleKind | null => {
    if (argument.name !== null) return BY_KEYWORD[argument.name] ?? null;
    if (positional.includes(argument)) return 'text';
    return null;
  };
  return call.args.flatMap((argument) => {
    const kind =
      wanted(argument) ??
      (argument.value.name === 'VariableName'
        ? kindOf(textOf(index.source, argument.value))
        : null);
    if (kind === null) return [];
    let node = argument.value;
    if (node.name === 'VariableName') {
      const name = textOf(index.source, node);
      const all = index.assignments.filter((one) => one.name === name);
      const only = all[0];
      if (all.length !== 1 || !only) return [];
      node = only.value;
    }
    const found = literalAt(index.source, node, kind);
    return found ? [found] : [];
  });
}

/** `{"role": "user", "content": "…"}`: what the user says. */
function fromMessages(index: CodeIndex): SampleLiteral[] {
  return index.strings.flatMap((node): SampleLiteral[] => {
    const value = node.nextSibling?.nextSibling;
    if (node.nextSibling?.name !== ':' || node.parent?.name !== 'DictionaryExpression' || !value)
      return [];
    if (stringValue(index.source, node) !== 'content') return [];
    if (!/["']role["']\s*:\s*["']user["']/.test(textOf(index.source, node.parent))) return [];
    const text = stringValue(index.source, value);
    if (text !== null) return [{ from: value.from, to: value.to, kind: 'messages', value: text }];
    if (value.name !== 'VariableName') return [];
    const all = index.assignments.filter((one) => one.name === textOf(index.source, value));
    const only = all[0];
    const assigned = all.length === 1 && only ? stringValue(index.source, only.value) : null;
    return assigned !== null && only
      ? [{ from: only.value.from, to: only.value.to, kind: 'messages', value: assigned }]
      : [];
  });
}

/** Literals of a source that are plainly sample inputs, in text order, each once. */
export function sampleLiterals(
  source: string,
  index: CodeIndex = indexCode(source),
): SampleLiteral[] {
  const found = new Map<number, SampleLiteral>();
  for (const one of fromMessages(index)) found.set(one.from, one);
  for (const call of index.calls) {
    if (!READS.test(call.qualified)) continue;
    for (const one of fromArguments(index, call))
      if (!found.has(one.from)) found.set(one.from, one);
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

const MASK = /\[MASK\]|<mask>/;
/** Texts a template of the model's own has shaped, code, and media: they stay. */
const SHAPED =
  /<\|?[a-z_]+\|?>|\[\/?INST\]|<s>|###|^\s*(?:def|class|import|from|function|public)\s|https?:|\{|\}/i;
const PREFIX = /^(?:[A-Za-z_]+(?: \w+){0,4}): (?=\S)/;

function replacementFor(
  literal: SampleLiteral,
  inputs: SampleInputs,
  used: { texts: number },
): PythonValue | null {
  const next = (original: string): string | null => {
    if (SHAPED.test(original.replace(MASK, '')) || !isLatin(original)) return null;
    const mask = MASK.exec(original)?.[0];
    const text = inputs.texts[used.texts % Math.max(1, inputs.texts.length)];
    if (text === undefined) return null;
    if (mask !== undefined && !MASK.test(text)) return null;
    used.texts += 1;
    const prefix = PREFIX.exec(original)?.[0] ?? '';
    return (
      (text.startsWith(prefix) ? '' : prefix) +
      (mask === undefined ? text : text.replace(MASK, mask))
    );
  };
  const { value } = literal;
  switch (literal.kind) {
    case 'labels':
      return inputs.labels.length > 0 && typeof value !== 'string' ? inputs.labels : null;
    case 'question':
      return inputs.question;
    case 'context':
      return inputs.context;
    case 'messages':
      return typeof value === 'string' && !SHAPED.test(value) && isLatin(value)
        ? inputs.message
        : null;
    case 'text':
      return typeof value === 'string' ? next(value) : null;
    case 'texts': {
      const texts = typeof value === 'string' ? [] : value.map(next);
      return texts.every((text) => text !== null) && texts.length > 0 ? texts : null;
    }
  }
}

/** Mostly letters that English uses: a text in another script belongs to a model for that script. */
const isLatin = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => /[a-zA-Z]/.test(letter)).length >= 0.97 * letters.length;
};

/**
 * Put a topic's inputs in place of sample inputs. Values are written by
 * `pythonLiteral` alone; question and context are replaced together or not at all.
 */
export function adaptSamples(source: string, inputs: SampleInputs): Step {
  const literals = sampleLiterals(source);
  const pair = literals.filter((one) => one.kind === 'question' || one.kind === 'context');
  const isPair = new Set(pair.map((one) => one.kind)).size === 2 && pair.length === 2;
  const used = { texts: 0 };
  const edits: Edit[] = [];
  for (const literal of literals) {
    if ((literal.kind === 'question' || literal.kind === 'context') && !isPair) continue;
    if (isPair && (inputs.question === null || inputs.context === null) && pair.includes(literal))
      continue;
    const value = replacementFor(literal, inputs, used);
    if (value === null) continue;
    const start = source.lastIndexOf('\n', literal.from - 1) + 1;
    const indent = /^ */.exec(source.slice(start, literal.from))?.[0].length ?? 0;
    edits.push({
      from: literal.from,
      to: literal.to,
      text: pythonLiteral(value, indent, literal.from - start),
    });
  }
  if (edits.length === 0) return { source, changes: [], reasons: [] };
  return {
    source: applyEdits(source, edits),
    changes: [{ code: 'topic-inputs', message: 'The sample inputs are those of your topic.' }],
    reasons: [],
  };
}
