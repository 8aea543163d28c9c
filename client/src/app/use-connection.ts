import type { Person } from '@scriptorium/shared/api/auth.ts';
import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import { useEffect, useState } from 'react';
import { request } from '../lib/api-client.ts';
import type { SyncConnection } from '../sync/connection.ts';

/**
 * The account's connection, for as long as somebody is signed in; another one when they change how others see them,
 * which is in the token that the sockets show. Its code comes while the first page is drawn.
 */
export function useConnection({ id: personId, name, color }: Person): SyncConnection | null {
  const [connection, setConnection] = useState<SyncConnection | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: name and colour are in the token
  useEffect(() => {
    let made: SyncConnection | null = null;
    let isOver = false;
    import('../sync/connection.ts').then(
      ({ SyncConnection: Connection }) => {
        if (isOver) return;
        made = new Connection({ personId, fetchToken });
        setConnection(made);
      },
      (error: Error) => setFailure(error),
    );
    return () => {
      isOver = true;
      made?.destroy();
      setConnection(null);
    };
  }, [personId, name, color]);
  if (failure) throw failure;
  return connection;
}

function fetchToken() {
  return request('/sync/token', syncTokenSchema, { method: 'POST' });
}
