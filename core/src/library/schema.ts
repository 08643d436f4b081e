import { z } from 'zod';
import { EXAMPLE_CODES } from '../findings/example.ts';
import { oneLineText, pattern } from './fields.ts';

/**
 * The shelf: what Alacard knows about other people's libraries, `core/libraries/<library>/library.yaml`
 * and `core/libraries/named.yaml`.
 */

const moduleName = z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'must be an import name');
/** What pip is given: a name with extras, or `git+https://…`. */
const distribution = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?|git\+https:\/\/\S+)$/,
    'must be what pip installs',
  );
/** Kinds of facts that `core/scripts/library-facts.py` reads from a wheel. */
const FACT_KINDS = ['classes', 'pipelines', 'heads', 'torchvision', 'signatures'] as const;

export const LibrarySchema = z.strictObject({
  /** What pip installs; the folder's name where it is the same. */
  distribution: distribution.optional(),
  /** Import names, the one that shows an installation first. Default: the distribution with `_` for `-`. */
  modules: z.array(moduleName).min(1).optional(),
  /** What people call it. Default: the distribution. */
  name: oneLineText.optional(),
  docs: z.url().optional(),
  /** Values of the Hub's `library_name` for repositories this library reads. */
  hub: z.array(oneLineText).default([]),
  /** Oldest release whose API the templates use, and where that is known from. */
  floor: z
    .strictObject({ version: z.string().regex(/^\d+\.\d+$/), source: oneLineText })
    .optional(),
  /** Distributions that come with it; read from the wheel where there are facts. */
  brings: z.array(distribution).default([]),
  /** Distributions its notebooks install beside it, though no cell imports them. */
  companions: z.array(distribution).default([]),
  /** How model cards use it. */
  card: z
    .strictObject({
      /** Which of a card's alternatives its import stands for. Default: the library's id; null: none. */
      engine: oneLineText.nullable().optional(),
      /** What a heading says above code of that engine. */
      words: pattern.optional(),
      /** Code that belongs to the engine whatever it imports. */
      code: pattern.optional(),
      /** True when its code is not mixed with PyTorch's. */
      alone: z.boolean().default(false),
    })
    .prefault({}),
  /** What becomes of a card's example that imports it: it may run, is for another engine than ours, or downloads data. */
  examples: z.enum(['run', 'other-engine', 'needs-dataset']).optional(),
  /** Modules below it that stay where they are between releases, for examples to import from. Left out: any. */
  submodules: z.array(moduleName).optional(),
  /**
   * Calls that make an object from a repository, and its kind: of two of a kind one can stand for the
   * other. The first row that fits tells; `$1` is what its pattern caught, null: none that is meant here.
   */
  makes: z.array(z.strictObject({ calls: pattern, kind: oneLineText.nullable() })).default([]),
  /** Calls of it that keep a card's example from running: the callee with imports resolved, and why, in a sentence. */
  refused: z
    .array(z.strictObject({ calls: pattern, code: z.enum(EXAMPLE_CODES), why: oneLineText }))
    .default([]),
  /** Calls whose first argument, or one of these keywords, names a repository; `from_pretrained` always does. */
  opens: z
    .array(
      z.strictObject({
        calls: pattern,
        keywords: z.array(moduleName).min(1),
        /** Library that the model must be made for, as the Hub names it, where it matters. */
        for: oneLineText.nullable().default(null),
        /** It reads weights, whatever else it does. */
        weights: z.boolean().default(false),
        /** The keyword that names one file of the repository. */
        file: moduleName.nullable().default(null),
        /** What stands before a repository's name, where other names are the library's own. */
        prefix: oneLineText.nullable().default(null),
      }),
    )
    .default([]),
  /** Its `from_pretrained` reads from another hub. */
  other_hub: z.boolean().default(false),
  /** Where it runs, if not anywhere. */
  machine: z
    .strictObject({
      /** Only with a CUDA graphics card. */
      gpu: z.boolean().default(false),
      /** pip may have to compile it. */
      compiled: z.boolean().default(false),
      /** Packages of the operating system that it needs. */
      system: z.array(oneLineText).default([]),
    })
    .prefault({}),
  /** Its model files are Python pickles: they must not change behind the reader's back. */
  pickles: z.boolean().default(false),
  /** The module name is too ordinary to say which distribution is meant. */
  unsure: z.boolean().default(false),
  /** Names whose import is certain wherever they are missing, and the statement. */
  imports: z.record(z.string().regex(/^\w+$/), oneLineText).default({}),
  /** Modules whose calls hand arguments on to this library, so that its rules are about them, too. */
  through: z.array(moduleName).default([]),
  /** Which task its names stand for, as pipeline tags of the Hub. */
  tasks: z
    .strictObject({
      classes: z
        .array(
          z.strictObject({ name: pattern, task: oneLineText, several: z.boolean().default(false) }),
        )
        .default([]),
      pipelines: z.record(oneLineText, oneLineText).default({}),
      methods: z.record(oneLineText, oneLineText).default({}),
      /** The kind of model (`makes`) in a pipeline of that name. */
      holds: z.record(oneLineText, oneLineText).default({}),
    })
    .prefault({}),
  /** What is read from its wheel; `brings` always is. */
  facts: z.array(z.enum(FACT_KINDS)).optional(),
  /** Callables whose keywords are read: `Name`, `Name.method`, `Name.*`, `*`. */
  signatures: z.array(oneLineText).default([]),
});
export type LibraryFile = z.infer<typeof LibrarySchema>;

/** `core/libraries/order.yaml` */
const dotted = z
  .array(oneLineText)
  .refine((names) => names.includes('…'), 'must have a place for others, "…"');
export const OrderSchema = z.strictObject({
  asked: dotted,
  refused: z.array(oneLineText).min(1),
  engines: dotted,
});
export type Order = z.infer<typeof OrderSchema>;

/** `core/libraries/<library>/facts.generated.json`, written by `core/scripts/library-facts.py`. */
export const FactsFileSchema = z.strictObject({
  distribution: oneLineText,
  version: z.string().regex(/^\d+(\.\w+)+$/),
  /** Over the hashes of the wheel's Python files, and over the facts themselves. */
  wheel: oneLineText,
  hash: oneLineText,
  facts: z.strictObject({
    brings: z.array(oneLineText),
    /** End of a name -> what stands before it: `Model: "Bert …"` says `BertModel`. */
    classes: z.record(z.string(), z.string()).optional(),
    /** Names that `pipeline(…)` knows. */
    pipelines: z.array(oneLineText).optional(),
    /** Auto class -> classes it makes whose names do not tell. */
    heads: z.record(z.string(), z.string()).optional(),
    /** Model types whose processor needs torchvision. */
    torchvision: z.array(oneLineText).optional(),
    /** Callable -> keywords, separated by spaces; a last `**` says that others are taken, too. */
    signatures: z.record(z.string(), z.string()).optional(),
  }),
});
export type FactsFile = z.infer<typeof FactsFileSchema>;

/** A library as bundled: defaults filled in, facts beside it. */
export interface Library extends Omit<
  LibraryFile,
  'facts' | 'signatures' | 'distribution' | 'modules' | 'name'
> {
  /** Its folder's name; null for one of `named.yaml`. */
  readonly id: string | null;
  readonly distribution: string;
  readonly modules: readonly string[];
  readonly name: string;
  readonly engine: string | null;
}

/** What the bundler writes to `shelf.generated.json`. */
export interface Shelf {
  readonly libraries: readonly Library[];
  readonly engines: readonly string[];
  /** From the transformers wheel. */
  readonly transformers: {
    readonly classes: Readonly<Record<string, string>>;
    readonly pipelines: readonly string[];
    readonly heads: Readonly<Record<string, string>>;
    readonly torchvision: readonly string[];
  };
}
