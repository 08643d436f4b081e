import type { ManageTokens } from '@alacard/core/sharing';

/**
 * Manage tokens of what was shared from this tab without an account: kept until
 * the tab is closed, so that sharing again makes a version, and told to the person once.
 */
export function createTokenKeeper(tell: (token: string) => void): ManageTokens {
  const nameOf = (shareId: string): string => `alacard-manage-${shareId}`;
  return {
    get: async (_server, shareId) => {
      try {
        return sessionStorage.getItem(nameOf(shareId)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    set: async (_server, shareId, token) => {
      tell(token);
      try {
        sessionStorage.setItem(nameOf(shareId), token);
      } catch {
        // Storage may be switched off; the person was told.
      }
    },
  };
}
