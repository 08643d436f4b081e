import { z } from 'zod';

/** What makes a repository of the local hub special. One entry of `_hub.json`. */
export const BehaviourSchema = z.strictObject({
  /** Access is asked for on the Hub: tokens beginning with `hf_good` have it. */
  gated: z.enum(['auto', 'manual']).optional(),
  /** Only tokens beginning with `hf_good` see it. */
  private: z.boolean().optional(),
  missing: z.boolean().optional(),
  disabled: z.boolean().optional(),
  /** What the Hub's scanners say of its files. */
  unsafe: z.array(z.strictObject({ path: z.string(), level: z.string() })).optional(),
  /** So many first requests are refused with 429; `seconds` is the wait they name. */
  rateLimited: z
    .union([
      z.strictObject({ times: z.int().positive(), seconds: z.int().nonnegative() }),
      z
        .int()
        .positive()
        .transform((times) => ({ times, seconds: 0 })),
    ])
    .optional(),
  /** The first `times` requests are answered with this 5xx status. */
  failing: z
    .strictObject({ times: z.int().positive(), status: z.int().min(500).max(599) })
    .optional(),
  /** Milliseconds before each answer. */
  delayMs: z.int().positive().optional(),
  /** The repository has this id now: 307. */
  renamedTo: z.string().optional(),
  /** Serve the files of this repository under a second id. */
  like: z.string().optional(),
  /** Counts that no tiny file can show: values in bfloat16, bytes of the repository. */
  parameters: z.int().positive().optional(),
  usedStorage: z.int().positive().optional(),
  /** Fields that replace those of the model info, for answers no real file gives. */
  answers: z.record(z.string(), z.unknown()).optional(),
});
export type Behaviour = z.infer<typeof BehaviourSchema>;

/** `_hub.json` beside the namespaces of a root: id -> behaviour. */
export const SidecarSchema = z.record(z.string(), BehaviourSchema);
export type Behaviours = Readonly<Record<string, Behaviour>>;
