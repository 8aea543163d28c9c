/**
 * One tab of the account does what needs doing once: Web Locks say which. When it closes, another takes over.
 * @param lead resolves or rejects when it is done with; its signal says that this tab is no longer wanted
 */
import type { Surroundings } from './surroundings.ts';

export function whenLeader(
  { locks }: Pick<Surroundings, 'locks'>,
  name: string,
  signal: AbortSignal,
  lead: (signal: AbortSignal) => Promise<void>,
): void {
  locks
    .request(name, { signal }, () => lead(signal))
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}
