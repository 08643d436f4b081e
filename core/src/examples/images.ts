import type { Change, Step } from './types.ts';
import { indexCode, indexOf, type CodeIndex } from '../rules/code-index.ts';
import { stringValue } from '../python/string-value.ts';
import { applyEdits, dropStatement } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { parsePython, textOf } from '../python/syntax.ts';

const OPENS_IMAGE = /^PIL\.Image\.open$|^Image\.open$|(?:^|\.)load_image$/;
const IMAGE_FILE = /^\S+\.(?:jpe?g|png|webp|bmp|gif)(?:\?\S*)?$/i;
/** Imports that only served to fetch the picture. */
const FETCHERS = /^(?:requests|urllib|urllib\.request|io)$/;

/**
 * Where an example opens a picture of the author's or from the network, give it
 * the one the notebook draws: `sample_image()`.
 */
export function adaptImages(source: string, defined: ReadonlySet<string>): Step {
  const none: Step = { source, changes: [], reasons: [] };
  if (!defined.has('sample_image') || !/open\(|load_image|\.(?:jpe?g|png|webp)/i.test(source))
    return none;
  const index = indexOf(source);
  const edits: Edit[] = [];
  for (const call of index.calls) {
    if (OPENS_IMAGE.test(call.qualified)) {
      const argument = call.args[0];
      if (argument) edits.push({ from: call.node.from, to: call.node.to, text: 'sample_image()' });
      continue;
    }
    const first = call.args[0];
    const text = first && first.name === null ? stringValue(source, first.value) : null;
    if (
      /^transformers\.pipeline\(\)$/.test(call.qualified) &&
      first &&
      text !== null &&
      IMAGE_FILE.test(text)
    ) {
      edits.push({ from: first.from, to: first.to, text: 'sample_image()' });
    }
  }
  edits.push(...messageImages(index));
  const outer = edits.filter(
    (edit) =>
      !edits.some((other) => other !== edit && other.from <= edit.from && edit.to <= other.to),
  );
  if (outer.length === 0) return none;
  const change: Change = {
    code: 'sample-image',
    message: 'The picture is the one this notebook draws, so that nothing has to be fetched.',
  };
  return { source: withoutUnused(applyEdits(source, outer)), changes: [change], reasons: [] };
}

/** `{"type": "image", "url": "https://…"}` -> `{"type": "image", "image": sample_image()}` */
function messageImages(index: CodeIndex): Edit[] {
  const { source } = index;
  return index.strings.flatMap((key): Edit[] => {
    const value = key.nextSibling?.nextSibling;
    if (key.nextSibling?.name !== ':' || key.parent?.name !== 'DictionaryExpression' || !value)
      return [];
    if (
      !/^(?:url|image|path|image_url)$/.test(stringValue(source, key) ?? '') ||
      !/["']image["']/.test(textOf(source, key.parent))
    )
      return [];
    const text = stringValue(source, value);
    return text !== null && /^https?:|\.(?:jpe?g|png|webp)$/i.test(text)
      ? [{ from: key.from, to: value.to, text: '"image": sample_image()' }]
      : [];
  });
}

/** Drop imports that only fetched the picture, and addresses nothing reads any more. */
function withoutUnused(source: string): string {
  const tree = parsePython(source);
  const index = indexCode(source, tree);
  const reads = (name: string, from: number, to: number): boolean =>
    new RegExp(`(?<![\\w"'./-])${name}(?![\\w"'/-])`).test(
      source.slice(0, from).replace(/#.*/g, '') + ' ' + source.slice(to).replace(/#.*/g, ''),
    );
  const edits: Edit[] = [];
  for (const one of index.imports) {
    const alone =
      index.imports.filter((other) => other.statement.from === one.statement.from).length === 1;
    if (
      alone &&
      FETCHERS.test(one.module) &&
      !reads(one.bound, one.statement.from, one.statement.to)
    )
      edits.push(dropStatement(source, one.statement));
  }
  for (const one of index.assignments) {
    const value = stringValue(source, one.value);
    if (
      value === null ||
      !/^https?:\/\/|^[\w./-]+\.(?:jpe?g|png|webp)$/i.test(value) ||
      one.statement.parent?.name !== 'Script'
    )
      continue;
    if (!reads(one.name, one.statement.from, one.statement.to))
      edits.push(dropStatement(source, one.statement));
  }
  return edits.length > 0 ? applyEdits(source, edits) : source;
}
