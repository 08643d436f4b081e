import { currentSettings } from '../app/follow-settings.ts';
import type { LanguageSettings } from '../language/messages.ts';
import { extensions } from '../vscode.ts';

/** Extensions that report undefined names of Python themselves. */
const PYTHON_SERVERS = [
  'ms-python.vscode-pylance',
  'ms-python.python',
  'ms-pyright.pyright',
  'detachhead.basedpyright',
  'charliermarsh.ruff',
  'astral-sh.ty',
  'meta.pyrefly',
];

/** What the language server is told at its start and whenever something of it changes. */
export function serverSettings(machineMemory: number | null): LanguageSettings {
  const settings = currentSettings();
  return {
    disabledChecks: settings['languageServer.disabledChecks'],
    undefinedNames: PYTHON_SERVERS.every((id) => extensions.getExtension(id) === undefined),
    hubEndpoint: settings.hubUrl,
    machineMemory,
  };
}
