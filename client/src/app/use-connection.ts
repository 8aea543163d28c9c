import { syncTokenSchema } from '@scriptorium/shared/api/sync.ts';
import { useEffect, useState } from 'react';
import { request } from '../lib/api-client.ts';
import type { SyncConnection } from '../sync/connection.ts';

/** The account's connection, for as long as somebody is signed in. Its code comes while the first page is drawn. */
export function useConnection(personId: string): SyncConnection | null {
  const [connection, setConnection] = useState<SyncConnection | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
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
  }, [personId]);
  if (failure) throw failure;
  return connection;
}

function fetchToken() {
  return request('/sync/token', syncTokenSchema, { method: 'POST' });
}
