import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  cleanToken,
  hubSettings,
  isTrue,
  type Environment,
  type HubSettings,
} from '../hub/settings.ts';

/**
 * Settings of this machine: environment variables, else the token that
 * `hf auth login` stored. Source: huggingface_hub `constants.py` (HF_HOME,
 * HF_TOKEN_PATH) and `utils/_auth.py`.
 */
export const nodeHubSettings = (env: Environment = process.env): HubSettings => {
  const settings = hubSettings(env);
  if (settings.token !== null) return settings;
  if (isTrue(env['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) return settings;
  return { ...settings, token: storedToken(env) };
};

const storedToken = (env: Environment): string | null => {
  try {
    return cleanToken(readFileSync(env['HF_TOKEN_PATH'] || join(hfHome(env), 'token'), 'utf8'));
  } catch {
    // No file: nobody has signed in on this machine.
    return null;
  }
};

const hfHome = (env: Environment): string =>
  env['HF_HOME'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'huggingface');

/** Folder for what can be fetched again: beside the Hub's own when HF_HOME is set. */
export const cacheFolder = (
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string => {
  if (env['HF_HOME']) return join(env['HF_HOME'], 'alacard');
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'alacard');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'alacard');
  if (platform === 'win32' && env['LOCALAPPDATA'])
    return join(env['LOCALAPPDATA'], 'alacard', 'cache');
  return join(homedir(), '.cache', 'alacard');
};
