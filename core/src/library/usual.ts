import type { FamilyFacts } from './family.ts';
import type { Library } from './schema.ts';

/** What the files of most libraries say nothing about: not bundled two hundred times. */
export const USUAL_LIBRARY = {
  id: null,
  engine: null,
  hub: [],
  brings: [],
  companions: [],
  card: { alone: false },
  machine: { gpu: false, compiled: false, system: [] },
  refused: [],
  makes: [],
  opens: [],
  other_hub: false,
  pickles: false,
  unsure: false,
  imports: {},
  through: [],
  tasks: { classes: [], pipelines: {}, methods: {}, holds: {} },
} satisfies Partial<Library>;

/** What is true of a model of no family. */
export const USUAL_FAMILY: FamilyFacts = {
  float32: false,
  no_float16: false,
  instructed: false,
  needs: [],
  two_towers: false,
  adapters: [],
};

/** Import name of a distribution that is called alike. */
export const usualModule = (distribution: string): string => distribution.replaceAll('-', '_');
