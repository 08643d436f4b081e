import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { FamilySchema, type Family } from '../../src/library/family.ts';
import {
  LibrarySchema,
  OrderSchema,
  type FactsFile,
  type Library,
  type LibraryFile,
  type Order,
  type Shelf,
} from '../../src/library/schema.ts';
import { usualModule } from '../../src/library/usual.ts';
import { below, filesBelow, readYaml, root } from '../files.ts';
import { readFacts } from './facts.ts';

const shelf = join(root, 'libraries');

export interface ReadShelf {
  readonly shelf: Shelf;
  readonly families: readonly Family[];
  /** Names of the folders, in order. */
  readonly ids: readonly string[];
  readonly order: Order;
}

/** Everything below `core/libraries` and `core/families` but Python and TypeScript, checked. */
export function readShelf(): ReadShelf {
  const ids = readdirSync(shelf, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const facts = new Map<string, FactsFile>();
  const own = ids.map((id) => {
    const folder = join(shelf, id);
    const found = readFacts(folder);
    if (found) facts.set(id, found);
    return complete(id, readYaml(LibrarySchema, join(folder, 'library.yaml')), found);
  });
  const named = readYaml(z.array(LibrarySchema), join(shelf, 'named.yaml')).map((one) =>
    complete(null, one, null),
  );
  const libraries = [...own, ...named];
  const order = wholeOrder(readYaml(OrderSchema, join(shelf, 'order.yaml')), ids);
  checkOnce(libraries);
  const { classes, pipelines, heads, torchvision } = facts.get('transformers')?.facts ?? {};
  if (!classes || !pipelines || !heads || !torchvision) {
    throw new Error('libraries/transformers/facts.generated.json is missing or not whole');
  }
  return {
    shelf: {
      libraries,
      engines: enginesInOrder(order, libraries),
      transformers: { classes, pipelines, heads: telling(heads, libraries), torchvision },
    },
    families: readFamilies(),
    ids,
    order,
  };
}

function complete(id: string | null, file: LibraryFile, facts: FactsFile | null): Library {
  const distribution = file.distribution ?? id;
  if (distribution === null) throw new Error('a row of libraries/named.yaml has no distribution');
  const { engine = id } = file.card;
  return {
    ...file,
    id,
    distribution,
    modules: file.modules ?? [usualModule(distribution)],
    name: file.name ?? distribution,
    engine,
    brings: [...new Set([...file.brings, ...(facts?.facts.brings ?? [])])].sort(),
  };
}

/** The Auto classes that some row of `tasks.classes` is about. */
const telling = (
  heads: Readonly<Record<string, string>>,
  libraries: readonly Library[],
): Record<string, string> => {
  const rows = libraries.flatMap(({ tasks }) => tasks.classes.map(({ name }) => new RegExp(name)));
  return Object.fromEntries(
    Object.entries(heads).filter(([auto]) => rows.some((row) => row.test(auto))),
  );
};

/** A library that order.yaml does not name stands at the dots of `asked`, by its name. */
function wholeOrder(order: Order, ids: readonly string[]): Order {
  const takers = ids.filter((id) => existsSync(join(shelf, id, 'takes.ts')));
  const named = [...order.asked, ...order.refused].filter((id) => id !== DOTS);
  for (const id of named)
    if (!takers.includes(id))
      throw new Error(
        `libraries/order.yaml asks "${id}", and there is no libraries/${id}/takes.ts`,
      );
  const others = takers.filter((id) => !named.includes(id));
  return { ...order, asked: atDots(order.asked, others) };
}

const DOTS = '…';
const atDots = (names: readonly string[], others: readonly string[]): string[] =>
  names.flatMap((one) => (one === DOTS ? others : [one]));

/** Two libraries that claim one module would answer by chance. */
function checkOnce(libraries: readonly Library[]): void {
  const seen = new Map<string, string>();
  for (const { distribution, modules } of libraries)
    for (const name of modules) {
      const other = seen.get(name);
      if (other !== undefined)
        throw new Error(`the module ${name} stands under ${other} and under ${distribution}`);
      seen.set(name, distribution);
    }
}

function enginesInOrder(order: Order, libraries: readonly Library[]): string[] {
  const all = new Set(libraries.flatMap(({ engine }) => engine ?? []));
  const named = order.engines.filter((one) => one !== DOTS);
  for (const one of named)
    if (!all.has(one))
      throw new Error(`libraries/order.yaml names the engine "${one}" of no library`);
  const others = [...all].filter((one) => !named.includes(one)).sort();
  return atDots(order.engines, others);
}

function readFamilies(): Family[] {
  return filesBelow(join(root, 'families'), '.yaml').map((file) => {
    if (dirname(below(file)) !== 'families') throw new Error(`${below(file)} stands too deep`);
    return { id: basename(file, '.yaml'), ...readYaml(FamilySchema, file) };
  });
}
