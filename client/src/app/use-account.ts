import { useEffect, useState } from 'react';
import { askSession } from '../features/auth/session.ts';
import { watchTitles } from '../lib/live-titles.ts';
import { askForReload } from '../lib/reload-wish.ts';
import type { Account } from '../sync/account/account.ts';

const loadAccount = () => import('../sync/account/account.ts');
// It comes while the session is asked for. Failing now, it is tried again.
loadAccount().catch(() => {});

/** Others change things too; until the server tells of it, it is asked. */
const refresh_every_ms = 30_000;
/** A title is kept when its writer pauses. */
const title_after_ms = 300;

/** What this device keeps for the person, and the queue to the server, for as long as somebody is signed in. */
export function useAccount(personId: string): Account | null {
  const [account, setAccount] = useState<Account | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    const life = new AbortController();
    const ask = () => void askSession();
    loadAccount().then(
      ({ Account: Made }) => {
        if (life.signal.aborted) return;
        const made = new Made({ personId, onSignedOut: ask, onRemoved: ask });
        life.signal.addEventListener('abort', () => made.destroy());
        keepFresh(made, life.signal);
        keepTitles(made, life.signal);
        watchStorage(made, life.signal);
        setAccount(made);
      },
      (error: Error) => setFailure(error),
    );
    return () => {
      life.abort();
      setAccount(null);
    };
  }, [personId]);
  if (failure) throw failure;
  return account;
}

function keepFresh(account: Account, signal: AbortSignal): void {
  const refresh = () => void account.refresh();
  const refreshIfSeen = () => document.visibilityState === 'visible' && refresh();
  refresh();
  const timer = setInterval(refreshIfSeen, refresh_every_ms);
  signal.addEventListener('abort', () => clearInterval(timer));
  window.addEventListener('online', refresh, { signal });
  window.addEventListener('focus', refreshIfSeen, { signal });
  document.addEventListener('visibilitychange', refreshIfSeen, { signal });
}

function keepTitles(account: Account, signal: AbortSignal): void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const unwatch = watchTitles((noteId, title, isLast) => {
    clearTimeout(timers.get(noteId));
    const keep = () => {
      timers.delete(noteId);
      // It is in the note's document in any case.
      account.setTitle(noteId, title).catch(() => {});
    };
    if (isLast) keep();
    else timers.set(noteId, setTimeout(keep, title_after_ms));
  });
  signal.addEventListener('abort', () => {
    unwatch();
    for (const timer of timers.values()) clearTimeout(timer);
  });
}

/** A newer version of the app, in another tab, has taken over what this device keeps. */
function watchStorage({ state }: Account, signal: AbortSignal): void {
  const unsubscribe = state.subscribe(() => {
    if (state.get().storage === 'outdated') askForReload('updated_elsewhere');
  });
  signal.addEventListener('abort', unsubscribe);
}
