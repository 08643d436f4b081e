import { libraryOfModule } from './distributions.ts';

/** Modules of the standard library an example may import: those that do not reach out of the notebook. */
const STANDARD = new Set(
  '__future__ abc base64 bisect collections contextlib copy csv dataclasses datetime decimal difflib enum fractions functools gc hashlib heapq html inspect io itertools json logging math operator os pathlib pprint queue random re statistics string struct sys tempfile textwrap threading time types typing unicodedata uuid warnings wave zlib'.split(
    ' ',
  ),
);

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

/** May a notebook for a model of this library import the top-level module? */
export const mayImport = (module: string, library: string | null): boolean =>
  STANDARD.has(module) ||
  libraryOfModule(module)?.examples === 'run' ||
  (library !== null && plain(module) === plain(library));

/** What people call the other engine that a module is of, or null. */
export function otherEngine(module: string): string | null {
  const library = libraryOfModule(module);
  return library?.examples === 'other-engine' ? library.name : null;
}

export const needsGpu = (module: string): boolean => libraryOfModule(module)?.machine.gpu === true;

/** Whoever imports it wants a data set, which may be of any size. */
export const needsData = (module: string): boolean =>
  libraryOfModule(module)?.examples === 'needs-dataset';

/** Whether a module is one below a library's own that may be elsewhere in the next release. */
export function isInner(module: string): boolean {
  const [top = '', ...below] = module.split('.');
  const stays = libraryOfModule(top)?.submodules;
  return below.length > 0 && stays !== undefined && !stays.includes(below.join('.'));
}
