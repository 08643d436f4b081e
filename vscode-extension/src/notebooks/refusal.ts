import type { Finding } from '@alacard/core';

/** Why a notebook was left as it was. */
export const refusal = (code: string, message: string): Finding => ({
  code,
  severity: 'error',
  message,
});
