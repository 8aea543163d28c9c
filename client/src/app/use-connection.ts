import type { Person } from '@scriptorium/shared/api/auth.ts';
import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import { useEffect, useState } from 'react';
import { request } from '../lib/api-client.ts';
import type { Account } from '../sync/account/account.ts';
import type { SyncConnection } from '../sync/connection.ts';

// Its code comes while the first page is drawn.
const loadConnection = () => Promise.all([import('../sync/connection.ts'), import('../sync/write-title.ts')]);

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
    let made: SyncConnection | null = null;
    let isOver = false;
    // Which notes the server does not know yet is in what the device keeps.
    Promise.all([loadConnection(), account.loaded]).then(
      ([[{ SyncConnection: Connection }, { writeTitle }]]) => {
        if (isOver) return;
        const current = new Connection({ personId, fetchToken, isMade: (id) => account.isOnServer(id) });
        made = current;
        account.titleWriter = (noteId, title, isNew) => writeTitle(current, noteId, title, isNew);
        setConnection(made);
      },
      (error: Error) => setFailure(error),
    );
    return () => {
      isOver = true;
      account.titleWriter = null;
      made?.destroy();
      setConnection(null);
    };
  }, [personId, name, color, account]);
  if (failure) throw failure;
  return connection;
}

function fetchToken() {
  return request('/sync/token', syncTokenSchema, { method: 'POST' });
}
