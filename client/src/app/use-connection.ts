import type { Person } from '@scriptorium/shared/api/auth.ts';
import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import { useEffect, useState } from 'react';
import { request } from '../lib/api-client.ts';
import type { Account } from '../sync/account/account.ts';
import type { SyncConnection } from '../sync/connection.ts';

// Its code comes while the first page is drawn.
const loadConnection = () => import('./connect.ts');

/**
 * The account's connection, for as long as somebody is signed in; another one when they change how others see them,
 * which is in the token that the sockets show.
 */
export function useConnection(
  { id: personId, name, color }: Person,
  account: Account,
): SyncConnection | null {
  const [connection, setConnection] = useState<SyncConnection | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: name and colour are in the token
  useEffect(() => {
    const life = new AbortController();
    // Which notes the server does not know yet is in what the device keeps.
    Promise.all([loadConnection(), account.loaded]).then(
      ([{ connect }]) => {
        if (!life.signal.aborted) setConnection(connect({ personId, account, fetchToken }, life.signal));
      },
      (error: Error) => setFailure(error),
    );
    return () => {
      life.abort();
      setConnection(null);
    };
  }, [personId, name, color, account]);
  if (failure) throw failure;
  return connection;
}

function fetchToken() {
  return request('/sync/token', syncTokenSchema, { method: 'POST' });
}
