import { join } from 'node:path';
import { USUAL_FAMILY, USUAL_LIBRARY, usualModule } from '../../src/library/usual.ts';
import { root, writeIfChanged } from '../files.ts';
import type { ReadShelf } from './read.ts';

const NOTE = '// Written by core/scripts/bundle-data.ts.\n';
const union = (names: readonly string[]): string =>
  names.map((name) => `\n  | ${JSON.stringify(name)}`).join('');
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** For those who read the files: library-facts.py, and people. */
const UNREAD = ['facts', 'signatures', 'source'];

/** What is not as usual. */
const unusual = (one: object, usual: object): object => {
  const known = new Map<string, unknown>(Object.entries(usual));
  return Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => !UNREAD.includes(key) && !(known.has(key) && same(value, known.get(key))),
    ),
  );
};

/** The shelf as `core/src/library` reads it: data, names as types, and `takes` in their order. */
export function writeShelf(
  { shelf, families, ids, order }: ReadShelf,
  adapters: readonly string[],
): void {
  const to = (name: string, text: string): void =>
    writeIfChanged(join(root, 'src/library', name), text);
  const libraries = shelf.libraries.map((one) =>
    unusual(one, {
      ...USUAL_LIBRARY,
      name: one.distribution,
      modules: [usualModule(one.distribution)],
    }),
  );
  to('shelf.generated.json', JSON.stringify({ ...shelf, libraries }));
  to('families.generated.json', JSON.stringify(families.map((one) => unusual(one, USUAL_FAMILY))));
  to(
    'ids.generated.ts',
    `${NOTE}/** A folder of the shelf. */
export type LibraryId =${union(ids)};

/** A template of \`core/libraries/<library>/tasks\`. */
export type AdapterId =${union(adapters)};
`,
  );
  const takers = [...order.asked, ...order.refused];
  const name = (id: string): string => `takes${takers.indexOf(id)}`;
  const taker = (id: string): string => `\n  { id: ${JSON.stringify(id)}, takes: ${name(id)} },`;
  to(
    'takes.generated.ts',
    `${NOTE}import type { LibraryId } from './ids.generated.ts';
import type { Takes } from './takes.ts';
${takers.map((id) => `import { takes as ${name(id)} } from '../../libraries/${id}/takes.ts';`).join('\n')}

export interface Taker {
  readonly id: LibraryId;
  readonly takes: Takes;
}

/** Libraries in the order in which they are asked, by libraries/order.yaml. */
export const ASKED: readonly Taker[] = [${order.asked.map(taker).join('')}
];
/** Asked about what a library has refused. */
export const REFUSED: readonly Taker[] = [${order.refused.map(taker).join('')}
];
`,
  );
}
