import { currentSettings } from '../app/follow-settings.ts';
import { CommandIDs } from '../ids.ts';
import { warn } from '../say.ts';
import { commands, l10n } from '../vscode.ts';

/** The sharing server of the settings; null after the person was told that there is none. */
export async function serverOrAdvice(): Promise<string | null> {
  const { serverUrl } = currentSettings();
  if (serverUrl !== '') return serverUrl;
  const open = l10n.t('Open Settings');
  const chosen = await warn(
    l10n.t(
      'No sharing server is set. Enter the address of one in the settings. To run one on this machine, see docs/self-hosting.md of Alacard.',
    ),
    open,
  );
  if (chosen === open) await commands.executeCommand(CommandIDs.openSettings);
  return null;
}
