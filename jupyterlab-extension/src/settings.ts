import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { z } from 'zod';
import { PLUGIN_ID } from './ids.ts';

const address = z
  .string()
  .trim()
  .transform((text) => text.replace(/\/+$/, ''))
  .pipe(z.union([z.literal(''), z.url({ protocol: /^https?$/ })]));

/** Settings as `schema/plugin.json` describes them. A value that does not fit counts as not set. */
export const SettingsSchema = z.object({
  hubUrl: address.catch('').transform((url) => url || 'https://huggingface.co'),
  serverUrl: address.catch(''),
  /** Access token of the sharing server. */
  serverToken: z.string().trim().catch(''),
  tokenSource: z.enum(['none', 'ask', 'setting']).catch('none'),
  token: z.string().trim().catch(''),
  defaultDifficulty: z.enum(['any', 'beginner', 'intermediate', 'advanced']).catch('any'),
  openAtStart: z.boolean().catch(false),
  notebookChecks: z.boolean().catch(true),
  /** Codes of findings that are not wanted. */
  disabledChecks: z.array(z.string()).catch([]),
  telemetry: z.boolean().catch(false),
});
export type Settings = z.infer<typeof SettingsSchema>;

/** Reads the settings and follows their changes; defaults when there is no registry. */
export async function followSettings(
  registry: ISettingRegistry | null,
  onChange: (settings: Settings) => void,
): Promise<Settings> {
  if (!registry) return SettingsSchema.parse({});
  const loaded = await registry.load(PLUGIN_ID);
  loaded.changed.connect(() => {
    onChange(SettingsSchema.parse(loaded.composite));
  });
  return SettingsSchema.parse(loaded.composite);
}
