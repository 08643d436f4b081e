/** How to reach the Hub. */
export interface HubSettings {
  /** Address without a slash at the end. */
  readonly endpoint: string;
  readonly token: string | null;
  readonly offline: boolean;
}

export const DEFAULT_ENDPOINT = 'https://huggingface.co';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Source: huggingface_hub `constants.py`, `_is_true`. */
export const isTrue = (value: string | undefined): boolean =>
  ['1', 'ON', 'YES', 'TRUE'].includes((value ?? '').toUpperCase());

/** Source: huggingface_hub `utils/_auth.py`: line breaks and blanks around a token are dropped. */
export const cleanToken = (token: string | undefined): string | null =>
  (token ?? '').replace(/[\r\n]/g, '').trim() || null;

/**
 * Settings from environment variables, read as huggingface_hub reads them:
 * `HF_ENDPOINT`; `HF_TOKEN`, then `HUGGING_FACE_HUB_TOKEN`; `HF_HUB_OFFLINE`,
 * then `TRANSFORMERS_OFFLINE`. An invalid endpoint is kept and reported by the
 * first call (`bad-endpoint`). The token file is read by `node/hub-settings.ts`.
 */
export const hubSettings = (env: Environment): HubSettings => ({
  endpoint: (env['HF_ENDPOINT'] || DEFAULT_ENDPOINT).replace(/(?<!\/)\/+$/, ''),
  token: cleanToken(env['HF_TOKEN']) ?? cleanToken(env['HUGGING_FACE_HUB_TOKEN']),
  offline: isTrue(env['HF_HUB_OFFLINE'] || env['TRANSFORMERS_OFFLINE']),
});
