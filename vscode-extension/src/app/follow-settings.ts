import { SETTINGS } from '../ids.ts';
import { SettingsSchema, type Settings } from '../settings.ts';
import { workspace } from '../vscode.ts';

/** The settings of this moment. */
export function currentSettings(): Settings {
  const configuration = workspace.getConfiguration(SETTINGS);
  const names = Object.keys(SettingsSchema.shape);
  return SettingsSchema.parse(
    Object.fromEntries(names.map((name) => [name, configuration.get(name)])),
  );
}
