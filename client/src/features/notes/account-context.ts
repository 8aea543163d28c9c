/** The account that is signed in, for what shows and changes its notes. The app hands it in. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Account } from '../../sync/account/account.ts';
import type { IndexState } from '../../sync/account/note-index.ts';

export const AccountContext = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (!account) throw new Error('Notes are shown below an AccountContext');
  return account;
}

/** The list as this device knows it, drawn anew whenever it changes. */
export function useNoteIndex(): IndexState {
  const { state } = useAccount();
  return useSyncExternalStore(state.subscribe, state.get);
}
