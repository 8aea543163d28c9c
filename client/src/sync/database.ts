/** IndexedDB in promises: just what a replica needs, without a library that needs a browser's globals. */

/** @param stores each made once, when the database is new */
export function openDatabase(
  factory: IDBFactory,
  name: string,
  stores: Record<string, IDBObjectStoreParameters>,
): Promise<IDBDatabase> {
  const opening = factory.open(name, 1);
  opening.onupgradeneeded = () => {
    for (const [store, options] of Object.entries(stores)) opening.result.createObjectStore(store, options);
  };
  return answerOf(opening);
}

export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when everything that was asked for in it is on the disk. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted'));
  });
}
