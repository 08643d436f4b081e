import { parsePython } from '../python/syntax.ts';

/**
 * Code of several cells as one file: imports once and first, then the rest.
 * For files that a cell writes, such as Streamlit's `app.py`.
 */
export function writtenFile(source: string): string {
  const imports: string[] = [];
  let rest = '';
  let at = 0;
  const tree = parsePython(source);
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.name !== 'ImportStatement') continue;
    const end = source.indexOf('\n', node.to);
    const to = end === -1 ? source.length : end + 1;
    const statement = source.slice(node.from, node.to).trim();
    if (!imports.includes(statement)) imports.push(statement);
    rest += source.slice(at, node.from);
    at = to;
  }
  rest += source.slice(at);
  const plain = imports.filter((one) => one.startsWith('import ')).sort();
  const from = imports.filter((one) => !one.startsWith('import ')).sort();
  return [...plain, ...from, '', rest.replace(/\n{3,}/g, '\n\n\n').trim()].join('\n').trim();
}
