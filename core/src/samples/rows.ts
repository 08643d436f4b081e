import type { ModelFacts } from '../hub/facts.ts';
import type { PythonValue } from '../python/literal.ts';

/**
 * Example rows of a scikit-learn model: `config.sklearn.example_input`, else the
 * card's widget example, else a row of zeros under the names in
 * `config.sklearn.columns`. Empty when the Hub knows none of them.
 */
export function tabularRows({ config, widgetData }: ModelFacts): PythonValue[] {
  const sklearn = isRecord(config['sklearn']) ? config['sklearn'] : {};
  const widgets = widgetData.flatMap((one) => (isRecord(one) ? [one['structuredData']] : []));
  for (const table of [sklearn['example_input'], ...widgets]) {
    const rows = rowsOf(table);
    if (rows.length > 0) return rows;
  }
  const columns: readonly unknown[] = Array.isArray(sklearn['columns']) ? sklearn['columns'] : [];
  const names = columns.filter((name) => typeof name === 'string');
  return names.length > 0 ? [Object.fromEntries(names.map((name) => [name, 0]))] : [];
}

/** Columns with their cells -> at most three rows. */
function rowsOf(table: unknown): PythonValue[] {
  if (!isRecord(table)) return [];
  const columns = Object.entries(table).filter((entry): entry is [string, (string | number)[]] => {
    const values = entry[1];
    return (
      Array.isArray(values) && values.every((v) => typeof v === 'number' || typeof v === 'string')
    );
  });
  const count = Math.min(3, ...columns.map(([, values]) => values.length));
  if (columns.length === 0 || !Number.isFinite(count)) return [];
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(columns.map(([column, values]) => [column, values[row] ?? 0])),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
