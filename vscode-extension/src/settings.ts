import { z } from 'zod';

const address = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/+$/, ''))
  .pipe(z.union([z.literal(''), z.url({ protocol: /^https?$/ })]));

/** Settings as the manifest describes them. A value that does not fit counts as not set. */
export const SettingsSchema = z.object({
  serverUrl: address.catch(''),
  hubUrl: address.catch('').transform((url) => url || 'https://huggingface.co'),
  useEnvironmentToken: z.boolean().catch(false),
  defaultDifficulty: z.enum(['any', 'beginner', 'intermediate', 'advanced']).catch('any'),
  'languageServer.enabled': z.boolean().catch(true),
  'languageServer.disabledChecks': z.array(z.string()).catch([]),
  telemetry: z.boolean().catch(false),
});
export type Settings = z.infer<typeof SettingsSchema>;
