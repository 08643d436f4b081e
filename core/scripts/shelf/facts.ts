import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FactsFileSchema, type FactsFile } from '../../src/library/schema.ts';
import { below, check, root } from '../files.ts';

/** Versions that the proof installs, by canonical name. */
function pins(): ReadonlyMap<string, string> {
  const text = readFileSync(join(root, '../proof/requirements.txt'), 'utf8');
  return new Map(
    [...text.matchAll(/^([\w.-]+)==([\w.]+)/gm)].map(([, name = '', version = '']) => [
      name.replace(/[-_.]+/g, '-').toLowerCase(),
      version,
    ]),
  );
}
const PINS = pins();

/** As Python's `json.dumps(…, sort_keys=True, separators=(",", ":"))` writes it. */
const sorted = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(sorted).join(',')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => `${JSON.stringify(key)}:${sorted(one)}`)
          .join(',')}}`
      : JSON.stringify(value);

/**
 * Facts of a library as its wheel gave them, or null where none were read yet. Edited by hand, or
 * of another version than the proof installs, they are an error; that they still are what the wheel
 * says is compared by `library-facts.py --check`.
 */
export function readFacts(folder: string): FactsFile | null {
  const file = join(folder, 'facts.generated.json');
  if (!existsSync(file)) return null;
  const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const facts = check(FactsFileSchema, raw, below(file));
  const again = 'Run "python core/scripts/library-facts.py" in the Python of the proof.';
  const hash = createHash('sha256').update(sorted(facts.facts)).digest('base64url');
  if (hash !== facts.hash) throw new Error(`${below(file)} was edited by hand. ${again}`);
  const pin = PINS.get(facts.distribution.replace(/[-_.]+/g, '-').toLowerCase());
  if (pin !== undefined && pin !== facts.version) {
    throw new Error(
      `${below(file)} is about ${facts.distribution} ${facts.version}, and proof/requirements.txt installs ${pin}. ${again}`,
    );
  }
  return facts;
}
