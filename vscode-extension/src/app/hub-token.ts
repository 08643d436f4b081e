import type * as vscode from 'vscode';
import type { Platform } from '../platform.ts';
import { currentSettings } from './follow-settings.ts';

/**
 * Access tokens for Hubs, in the editor's secret storage. Each is kept under the
 * address it was given for, so that another Hub in the settings never gets it.
 */
export class HubTokens {
  readonly #secrets: vscode.SecretStorage;
  readonly #platform: Platform;

  constructor(secrets: vscode.SecretStorage, platform: Platform) {
    this.#secrets = secrets;
    this.#platform = platform;
  }

  /** The token for the Hub of the settings; null when there is none. */
  async current(): Promise<string | null> {
    const { hubUrl, useEnvironmentToken } = currentSettings();
    const kept = await this.#secrets.get(keyOf(hubUrl));
    return kept ?? (useEnvironmentToken ? this.#platform.environmentToken() : null);
  }

  async keep(hubUrl: string, token: string): Promise<void> {
    await this.#secrets.store(keyOf(hubUrl), token);
  }

  async forget(hubUrl: string): Promise<void> {
    await this.#secrets.delete(keyOf(hubUrl));
  }
}

const keyOf = (hubUrl: string): string => `hub-token:${hubUrl}`;
