/** The token that a socket shows. One is asked for at a time, and kept until two minutes before it expires. */
import type { SyncToken } from '@scriptorium/shared/api/sync.ts';

/** The server asks for a newer one a minute before the expiry, by its own clock. */
const renew_before_ms = 120_000;

export interface TokenSource {
  get(): Promise<string>;
  /** The server refused it: the next `get` asks for another. */
  forget(): void;
}

export function createTokenSource(
  fetchToken: () => Promise<SyncToken>,
  now: () => number = Date.now,
): TokenSource {
  let kept: SyncToken | null = null;
  let asked: Promise<SyncToken> | null = null;

  async function fresh(): Promise<SyncToken> {
    asked ??= fetchToken().finally(() => {
      asked = null;
    });
    kept = await asked;
    return kept;
  }

  return {
    async get() {
      const isGood = kept !== null && Date.parse(kept.expires_at) - renew_before_ms > now();
      return (isGood && kept ? kept : await fresh()).token;
    },
    forget() {
      kept = null;
    },
  };
}
