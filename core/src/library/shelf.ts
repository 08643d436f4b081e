import data from './shelf.generated.json' with { type: 'json' };
import type { Library, Shelf } from './schema.ts';
import { USUAL_LIBRARY, usualModule } from './usual.ts';

// SAFETY: the bundler validates the files of the shelf, and leaves out what is as usual.
const written = data as unknown as Omit<Shelf, 'libraries'> & {
  readonly libraries: readonly (Partial<Library> & Pick<Library, 'distribution'>)[];
};

/** The shelf that ships with Alacard, bundled by `npm run data`. */
export const SHELF: Shelf = {
  ...written,
  libraries: written.libraries.map((library) => ({
    ...USUAL_LIBRARY,
    name: library.distribution,
    modules: [usualModule(library.distribution)],
    ...library,
  })),
};
